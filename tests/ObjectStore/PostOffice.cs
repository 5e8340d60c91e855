using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Sealing;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests;

/// <summary>A store whose objects set off mail and replication, with its mailbox and its registry, in memory.</summary>
internal sealed class PostOffice
{
    internal PostOffice(MailboxOptions? options = null, bool replicates = true, IObjectIndex? index = null)
    {
        Index = index ?? new InMemoryObjectIndex();
        Blobs = new InMemoryObjectBlobs(Clock);
        Keys = new PublicKeyRegistry(Affiliate, KeyRows, Random, Clock);
        var mailOptions = options ?? new MailboxOptions();
        var pointers = new ObjectPointers(Mails, replicates ? Queue : null, Keys, mailOptions, Random);
        Store = new LocalObjectStore(Affiliate, Blobs, Index, StoreRig.SmallSizes, Random, Clock, pointers);
        Mailbox = new Mailbox(Affiliate, Mails, Index, Blobs, mailOptions, StoreRig.SmallSizes, Clock);
        Client = new SealedObjects(Store, StoreRig.SmallSizes, Random, Clock);
    }

    internal AffiliateName Affiliate { get; } = FreshAffiliates.Next();

    internal ManualTimeProvider Clock { get; } = new();

    internal SeededRandomSource Random { get; } = new(6);

    internal IObjectIndex Index { get; }

    internal InMemoryObjectBlobs Blobs { get; }

    internal InMemoryMailIndex Mails { get; } = new();

    internal InMemoryReplicationIndex Queue { get; } = new();

    internal InMemoryPublicKeys KeyRows { get; } = new();

    internal PublicKeyRegistry Keys { get; }

    internal LocalObjectStore Store { get; }

    internal Mailbox Mailbox { get; }

    internal SealedObjects Client { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static ReaderId IdOf(string party) => ReaderId.Of(Party.Named(party).Key);

    /// <summary>Puts a content of the owner as a mail.</summary>
    internal Task<SealedObject> MailAsync(byte[] content, MailType type, params IReadOnlyList<string> readers) => Client.PutAsync(
        content,
        StoreRig.Request([.. readers.Select(Party.Named)]) with { Metadata = [new(MailTypes.MetadataKey, MailTypes.NameOf(type))] },
        Token);

    internal Task RegisterAsync(string party, string url = "", (string Header, string Value)? auth = null) =>
        Keys.RegisterAsync(new KeyRegistration(Party.Named(party).Key.Uncompressed.ToArray(), url, default, auth), Token);

    /// <summary>Keys of the objects whose mail a reader gets.</summary>
    internal ValueTask<ObjectKey[]> ReceiveAsync(string reader, TimeSpan lease = default, int max = 100) =>
        Mailbox.ReceiveAsync(IdOf(reader), max, lease, Token).Select(mail => mail.Mail.Key).ToArrayAsync(Token);

    internal ValueTask<MailRow[]> OpenMailAsync(string reader) => Mailbox.ListOpenAsync(IdOf(reader), Token).ToArrayAsync(Token);

    internal ValueTask<ReplicationRow[]> QueuedAsync(string reader) => Queue.ListAsync(Affiliate, IdOf(reader), DateTimeOffset.MaxValue, Token).ToArrayAsync(Token);
}
