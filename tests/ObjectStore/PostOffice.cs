using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests;

/// <summary>A store whose objects set off mail and replication, in the words of those who send and receive.</summary>
internal sealed class PostOffice
{
    private readonly StoreNode _node;

    internal PostOffice(MailboxOptions? options = null, bool replicates = true, IObjectIndex? index = null) =>
        _node = new StoreNode(6, Clock, null, options, replicates, index);

    internal ManualTimeProvider Clock { get; } = new();

    internal AffiliateName Affiliate => _node.Affiliate;

    internal SeededRandomSource Random => _node.Random;

    internal IObjectIndex Index => _node.Index;

    internal InMemoryObjectBlobs Blobs => _node.Blobs;

    internal InMemoryMailIndex Mails => _node.Mails;

    internal InMemoryPublicKeys KeyRows => _node.Keys;

    internal PublicKeyRegistry Keys => _node.Registry;

    internal LocalObjectStore Store => _node.Store;

    internal Mailbox Mailbox => _node.Mailbox;

    internal SealedObjects Client => _node.Client;

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

    internal ValueTask<ReplicationRow[]> QueuedAsync(string reader) => _node.Queue.ListAsync(Affiliate, IdOf(reader), DateTimeOffset.MaxValue, Token).ToArrayAsync(Token);
}
