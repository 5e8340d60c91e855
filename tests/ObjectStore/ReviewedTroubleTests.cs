using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Lifetime;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Sharing;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests;

/// <summary>What a review by reading found where parts of the room meet: put, hold, share, rotate, shred, mail and replication.</summary>
public sealed class ReviewedTroubleTests
{
    private const string Operator = "operator 1";
    private static readonly byte[] Content = [1, 2, 3];

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryObjectAudit _audit = new();
    private readonly StoreNode _node;

    public ReviewedTroubleTests() => _node = new StoreNode(11, _clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ObjectLifetime Lifetime => new(_node.Affiliate, _node.Index, _node.Blobs, _audit, _node.Random, _clock);

    private ObjectSharing Sharing => new(_node.Affiliate, _node.Index, Party.Named("reader").Agreement, _audit, _node.Random, _clock, _node.Pointers);

    [Fact]
    public async Task Put_OfOurOwnOverAStrangersOnHold_LeavesWhatIsHeld()
    {
        var replica = await ReplicateAsync();
        await Lifetime.HoldAsync(replica.Key, replica.ObjectId, "a case", Operator, Token);
        var held = Assert.Single(await RowsAsync());

        await _node.Client.PutAsync(Content, StoreRig.Request(Party.Named("reader")), Token);

        SampleRows.AssertEqual(held, Assert.Single(await RowsAsync()));
    }

    [Fact]
    public async Task Put_OfOurOwnOverAReplica_IsSentToItsReaders()
    {
        await ReplicateAsync();
        Assert.Empty(await QueuedAsync("reader"));

        var own = await _node.Client.PutAsync(Content, StoreRig.Request(Party.Named("reader")), Token);

        Assert.Equal(own.Stored.ObjectId, Assert.Single(await QueuedAsync("reader")).ObjectId);
    }

    [Fact]
    public async Task Share_AReplica_IsSentToTheNewReader()
    {
        var replica = await ReplicateAsync();

        await Sharing.ShareAsync(replica.Key, null, new AudienceChange { Add = [Party.Named("comes").Key] }, Operator, Token);

        Assert.Equal(replica.ObjectId, Assert.Single(await QueuedAsync("comes")).ObjectId);
    }

    [Fact]
    public async Task Share_TakesNeitherTheOwnKeyNorAReaderOfWhatIsHeld()
    {
        var replica = await ReplicateAsync("other");
        Assert.Equal(ErrorCodes.ObjectReaderNeeded, await RefusedAsync("reader", replica));
        await Lifetime.HoldAsync(replica.Key, replica.ObjectId, "a case", Operator, Token);

        Assert.Equal(ErrorCodes.ObjectOnHold, await RefusedAsync("other", replica));
    }

    [Fact]
    public async Task Rotate_OpenMail_GoesOnToTheNewKey()
    {
        var put = await _node.Client.PutAsync(
            Content, StoreRig.Request(Party.Named("reader")) with { Metadata = [new(MailTypes.MetadataKey, MailTypes.NameOf(MailType.FragmentRequest))] }, Token);
        _clock.Advance(TimeSpan.FromDays(10));
        var rotation = new EncryptionKeyRotation(_node.Affiliate, _node.Index, _audit, _node.Random, _clock, _node.Mails);

        await rotation.RotateAsync(Party.Named("reader").Agreement, Party.Named("next").Key, Operator, null, 100, Token);

        Assert.Empty(await ReceivedAsync("reader"));
        Assert.Equal(put.Stored.ObjectId, Assert.Single(await ReceivedAsync("next")).Mail.ObjectId);
    }

    [Fact]
    public async Task Shred_ByACallerWhoHangsUp_HasItsLine()
    {
        var put = await _node.Client.PutAsync(Content, StoreRig.Request(), Token);
        using var hangUp = new CancellationTokenSource();
        var lifetime = new ObjectLifetime(_node.Affiliate, _node.Index, _node.Blobs, new HangingUpAudit(_audit, hangUp), _node.Random, _clock);

        await lifetime.ShredAsync(put.Stored.Key, put.Stored.ObjectId, "asked for", Operator, hangUp.Token);

        var line = Assert.Single(await _audit.ListAsync(_node.Affiliate, DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime), Token).ToArrayAsync(Token));
        Assert.Equal((ObjectAct.Shred, ObjectAuditLine.Done), (line.Act, line.Outcome));
    }

    [Fact]
    public async Task Put_OfAShreddedMail_LeavesNoPointers()
    {
        var request = StoreRig.Request(Party.Named("reader")) with { Metadata = [new(MailTypes.MetadataKey, MailTypes.NameOf(MailType.FragmentRequest))] };
        var put = await _node.Client.PutAsync(Content, request, Token);
        await Lifetime.ShredAsync(put.Stored.Key, put.Stored.ObjectId, "asked for", Operator, Token);
        var (mails, queued) = ((await OpenAsync("reader")).Length, (await QueuedAsync("reader")).Length);

        var error = await Assert.ThrowsAsync<P8eStateException>(() => _node.Client.PutAsync(Content, request, Token));

        Assert.Equal((ErrorCodes.ObjectShredded, mails, queued), (error.Code, (await OpenAsync("reader")).Length, (await QueuedAsync("reader")).Length));
    }

    private async Task<StoredObject> ReplicateAsync(params IReadOnlyList<string> further)
    {
        // As the partner's store sends it: sealed elsewhere, by somebody else, for the same readers.
        var partner = new StoreNode(12, _clock);
        await partner.Client.PutAsync(Content, StoreRig.Request([Party.Named("reader"), .. further.Select(Party.Named)]), Token);
        var row = Assert.Single(await partner.Index.ListAfterAsync(partner.Affiliate, null, Token).ToArrayAsync(Token));
        return await _node.Store.PutAsync(
            new RawUpload(
                Cryptography.Dime.DimeHeader.Parse(row.Header.Span),
                new MemoryStream(row.InlinePayload.ToArray()),
                [.. row.Properties, new("SOURCE::TYPE", "REPLICATION"u8.ToArray())]),
            Token);
    }

    private async Task<string> RefusedAsync(string reader, StoredObject stored) => (await Assert.ThrowsAsync<P8eStateException>(() =>
        Sharing.ShareAsync(stored.Key, null, new AudienceChange { Remove = [ReaderId.Of(Party.Named(reader).Key)] }, Operator, Token))).Code;

    private ValueTask<ObjectRow[]> RowsAsync() => _node.Index.ListAfterAsync(_node.Affiliate, null, Token).ToArrayAsync(Token);

    private ValueTask<ReplicationRow[]> QueuedAsync(string reader) =>
        _node.Queue.ListAsync(_node.Affiliate, ReaderId.Of(Party.Named(reader).Key), DateTimeOffset.MaxValue, Token).ToArrayAsync(Token);

    private ValueTask<MailRow[]> OpenAsync(string reader) => _node.Mailbox.ListOpenAsync(ReaderId.Of(Party.Named(reader).Key), Token).ToArrayAsync(Token);

    private ValueTask<ReceivedMail[]> ReceivedAsync(string reader) =>
        _node.Mailbox.ReceiveAsync(ReaderId.Of(Party.Named(reader).Key), 100, TimeSpan.Zero, Token).ToArrayAsync(Token);

    /// <summary>The caller is gone as soon as the act is done.</summary>
    private sealed class HangingUpAudit(IObjectAudit audit, CancellationTokenSource caller) : IObjectAudit
    {
        public async Task AddAsync(ObjectAuditLine line, CancellationToken cancellationToken)
        {
            await caller.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            await audit.AddAsync(line, cancellationToken);
        }

        public IAsyncEnumerable<ObjectAuditLine> ListAsync(Protocol.Identifiers.AffiliateName affiliate, DateOnly day, CancellationToken cancellationToken) =>
            audit.ListAsync(affiliate, day, cancellationToken);
    }
}
