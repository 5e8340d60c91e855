using P8e.Cryptography.Keys;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Sharing;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests.Sharing;

/// <summary>What becomes of mail, and of what waits for replication, when the object to which it points gets other readers.</summary>
public sealed class PointersOfSharedObjectsTests
{
    private const string Operator = "operator 1";

    private readonly ManualTimeProvider _clock = new();
    private readonly StoreNode _node;

    public PointersOfSharedObjectsTests() => _node = new StoreNode(7, _clock);

    private static Party Owner => Party.Named("owner");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receive_MailOfASharedObject_ReachesTheReadersWhoStayed()
    {
        var put = await _node.Client.PutAsync(
            new byte[] { 1 }, StoreRig.Request(Party.Named("stays"), Party.Named("goes")) with { Metadata = [new(MailTypes.MetadataKey, MailTypes.NameOf(MailType.FragmentRequest))] }, Token);

        await ShareAsync(put.Stored.Key, new AudienceChange { Add = [Party.Named("comes").Key], Remove = [Reader("goes")] });

        Assert.Equal(put.Stored.ObjectId, Assert.Single(await ReceiveAsync("stays")).Mail.ObjectId);
        Assert.Empty(await ReceiveAsync("goes"));
        Assert.Empty(await ReceiveAsync("comes"));
    }

    [Fact]
    public async Task Share_ReadersAtHomeElsewhere_QueuesTheObjectForThoseWhoCome()
    {
        var put = await _node.Client.PutAsync(new byte[] { 1 }, StoreRig.Request(Party.Named("stays")), Token);
        await _node.Registry.RegisterAsync(new KeyRegistration(Party.Named("here").Key.Uncompressed.ToArray(), string.Empty, default, null), Token);
        var before = await QueuedAsync("stays");
        PublicKey[] coming = [Party.Named("comes").Key, Party.Named("here").Key];

        _clock.Advance(TimeSpan.FromDays(30));

        var shared = await ShareAsync(put.Stored.Key, new AudienceChange { Add = coming });

        var queued = Assert.Single(await QueuedAsync("comes"));
        Assert.Equal((put.Stored.ObjectId, shared.Audience, _clock.GetUtcNow()), (queued.ObjectId, queued.Audience, queued.Queued));
        Assert.Empty(await QueuedAsync("here"));
        Assert.Equal(before, await QueuedAsync("stays"));
    }

    private static ReaderId Reader(string name) => ReaderId.Of(Party.Named(name).Key);

    private Task<SharedObject> ShareAsync(Protocol.Identifiers.ObjectKey key, AudienceChange change)
    {
        var pointers = new ObjectPointers(_node.Mails, _node.Queue, _node.Registry, new MailboxOptions(), _node.Random);
        var sharing = new ObjectSharing(_node.Affiliate, _node.Index, Owner.Agreement, new InMemoryObjectAudit(), _node.Random, _node.Clock, pointers);
        return sharing.ShareAsync(key, null, change, Operator, Token);
    }

    private ValueTask<ReceivedMail[]> ReceiveAsync(string reader) => _node.Mailbox.ReceiveAsync(Reader(reader), 10, TimeSpan.Zero, Token).ToArrayAsync(Token);

    private ValueTask<ReplicationRow[]> QueuedAsync(string reader) => _node.Queue.ListAsync(_node.Affiliate, Reader(reader), DateTimeOffset.MaxValue, Token).ToArrayAsync(Token);
}
