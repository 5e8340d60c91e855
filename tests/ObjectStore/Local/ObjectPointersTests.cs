using P8e.ObjectStore.Mail;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests.Local;

/// <summary>What a new object sets off, once, and what a repeat does.</summary>
public sealed class ObjectPointersTests
{
    private readonly PostOffice _office = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MailType.FragmentRequest)]
    [InlineData(MailType.FragmentResponse)]
    [InlineData(MailType.ErrorResponse)]
    public async Task Put_Mail_ReachesEveryReaderButTheOwner(MailType type)
    {
        await _office.MailAsync([1], type, "reader", "other");

        Assert.Equal(type, Assert.Single(await _office.OpenMailAsync("reader")).Type);
        Assert.Single(await _office.OpenMailAsync("other"));
        Assert.Empty(await _office.OpenMailAsync("owner"));
    }

    [Fact]
    public async Task Put_ObjectThatIsNoMail_MakesNone()
    {
        await _office.Client.PutAsync(new byte[] { 1 }, StoreRig.Request(Party.Named("reader")) with { Metadata = [new(MailTypes.MetadataKey, "OTHER")] }, Token);

        Assert.Empty(await _office.OpenMailAsync("reader"));
    }

    [Fact]
    public async Task Put_TheSameMailSealedAgain_IsDeliveredAgainThoughTheObjectIsKeptOnce()
    {
        var first = await _office.MailAsync([1], MailType.FragmentRequest, "reader");
        var mail = Assert.Single(await _office.OpenMailAsync("reader"));
        await _office.Mailbox.AcknowledgeAsync(mail.MailId, null, Token);
        _office.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await _office.MailAsync([1], MailType.FragmentRequest, "reader");

        Assert.Equal(first.Stored.ObjectId, second.Stored.ObjectId);
        Assert.Equal([first.Stored.Key], await _office.ReceiveAsync("reader"));
        Assert.Single(await _office.Index.ListAfterAsync(_office.Affiliate, null, Token).ToArrayAsync(Token));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(5000)]
    public async Task Put_TheSameContainerAgain_DeliversNothingNew(int payloadLength)
    {
        var header = RawMail.Header(_office.Random, "reader");
        for (var i = 0; i < 3; i++)
        {
            await _office.Store.PutAsync(new RawUpload(header, new MemoryStream(new byte[payloadLength]), RawUpload.Properties(new byte[32])), Token);
        }

        Assert.Single(await _office.OpenMailAsync("reader"));
        Assert.Single(await _office.QueuedAsync("reader"));
    }

    [Fact]
    public async Task Put_ReadersElsewhereOrUnknown_AreQueuedAndOthersNot()
    {
        await _office.RegisterAsync("here");
        await _office.RegisterAsync("there", "https://peer.example");

        await _office.Client.PutAsync(new byte[] { 1 }, StoreRig.Request(Party.Named("here"), Party.Named("there"), Party.Named("unknown")), Token);

        Assert.Empty(await _office.QueuedAsync("here"));
        Assert.Empty(await _office.QueuedAsync("owner"));
        var row = Assert.Single(await _office.QueuedAsync("there"));
        Assert.Equal((0, _office.Clock.GetUtcNow(), _office.Clock.GetUtcNow()), (row.Attempts, row.Queued, row.Due));
        Assert.Single(await _office.QueuedAsync("unknown"));
    }

    [Theory]
    [InlineData("REPLICATION", 0)]
    [InlineData("replication", 1)]
    [InlineData("REPLICATION ", 1)]
    public async Task Put_ObjectOfAnotherStore_IsNotSentOn(string source, int queued)
    {
        var properties = RawUpload.Properties(new byte[32]).Append(new("SOURCE::TYPE", System.Text.Encoding.ASCII.GetBytes(source))).ToArray();

        await _office.Store.PutAsync(new RawUpload(RawMail.Header(_office.Random, "reader"), new MemoryStream(new byte[20]), properties), Token);

        Assert.Equal(queued, (await _office.QueuedAsync("reader")).Length);
        Assert.Single(await _office.OpenMailAsync("reader"));
    }

    [Fact]
    public async Task Put_StoreThatReplicatesNothing_QueuesNothing()
    {
        var office = new PostOffice(replicates: false);

        await office.Client.PutAsync(new byte[] { 1 }, StoreRig.Request(Party.Named("unknown")), Token);

        Assert.Empty(await office.QueuedAsync("unknown"));
    }

    [Fact]
    public async Task Put_MailThatIsTooLong_IsRefusedAndLeavesNothing()
    {
        var office = new PostOffice(new MailboxOptions { ContainerBytesMax = 1 << 20 });

        var error = await Assert.ThrowsAsync<P8eInputException>(() => office.MailAsync(new byte[1 << 20], MailType.FragmentRequest, "reader"));

        Assert.Equal(ErrorCodes.MailTooLong, error.Code);
        Assert.Empty(await office.OpenMailAsync("reader"));
        Assert.Empty(await office.Index.ListAfterAsync(office.Affiliate, null, Token).ToArrayAsync(Token));
    }

    [Theory]
    [InlineData(FaultSide.Before)]
    [InlineData(FaultSide.After)]
    public async Task Put_InsertFails_LeavesPointersThatNobodyFollowsOrTheWholeObject(FaultSide side)
    {
        var rows = new InMemoryObjectIndex();
        var office = new PostOffice(index: new FaultingObjectIndex(rows, new FaultPlan(1, side)));

        await Assert.ThrowsAsync<P8eTransientException>(() => office.MailAsync([1], MailType.FragmentRequest, "reader"));

        Assert.Single(await office.OpenMailAsync("reader"));
        Assert.Equal(side == FaultSide.After ? 1 : 0, (await office.ReceiveAsync("reader")).Length);
        await office.MailAsync([1], MailType.FragmentRequest, "reader");
        Assert.NotEmpty(await office.ReceiveAsync("reader"));
    }
}
