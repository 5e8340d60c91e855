using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Remote;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests.Remote;

/// <summary>Mail and keys of a partner's store, which is ours here.</summary>
public sealed class RemoteMailboxTests
{
    private static readonly Party Reader = Party.Named("reader 1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The last is longer than an object's message may be (object-store 6.11).</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(50_000)]
    [InlineData(5_000_000)]
    public async Task GetAndAcknowledge_OneMail_IsGoneAfterwards(int length)
    {
        var node = new StoreNode(seed: 1);
        await using var server = await node.ServeAsync();
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var mailbox = new RemoteMailbox(connection);
        var request = StoreRig.Request(Reader) with { Metadata = [new(MailTypes.MetadataKey, "FRAGMENT_REQUEST")] };
        var put = await node.Client.PutAsync(node.Random.Next(length), request, Token);

        var mail = Assert.Single(await mailbox.GetAsync(Reader.Key, 10, Token).ToArrayAsync(Token));
        await mailbox.AcknowledgeAsync(mail.MailId, Reader.Key, Token);
        await mailbox.AcknowledgeAsync(mail.MailId, Reader.Key, Token);

        Assert.Equal(put.Stored.ContainerLength, mail.Container.Length);
        Assert.Equal(put.Stored.ContainerId, Cryptography.Dime.DimeHeader.Parse(mail.Container.Span).ContainerId);
        Assert.Equal(MailState.Acknowledged, (await node.Mailbox.FindAsync(mail.MailId, Token))!.State);
        Assert.Empty(await mailbox.GetAsync(Reader.Key, 10, Token).ToArrayAsync(Token));
    }

    [Fact]
    public async Task Get_MailLongerThanTheConnectionTakes_IsRefused()
    {
        var node = new StoreNode(seed: 1);
        await using var server = await node.ServeAsync();
        using var connection = new RemoteConnection(new() { Name = "partner", Address = server.Address.ToString(), MailBytesMax = 4096 }, TimeProvider.System);
        await node.Client.PutAsync(node.Random.Next(10_000), StoreRig.Request(Reader) with { Metadata = [new(MailTypes.MetadataKey, "ERROR_RESPONSE")] }, Token);

        var refused = await Assert.ThrowsAsync<P8eInputException>(async () => await new RemoteMailbox(connection).GetAsync(Reader.Key, 1, Token).ToArrayAsync(Token));

        Assert.Equal(ErrorCodes.LimitExceeded, refused.Code);
    }

    [Fact]
    public async Task Add_Key_IsRegisteredAndARepeatKeepsItsId()
    {
        var node = new StoreNode(seed: 1);
        await using var server = await node.ServeAsync();
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var keys = new RemotePublicKeys(connection);
        var registration = new RemoteRegistration
        {
            EncryptionKey = Reader.Key, SigningKey = Party.Named("signer").Key, Url = "https://elsewhere.example", AuthHeader = "x-auth", AuthValue = "secret",
        };

        var first = await keys.AddAsync(registration, Token);
        var repeat = await keys.AddAsync(registration with { Url = "https://other.example" }, Token);

        var row = await node.Keys.FindAsync(node.Affiliate, ReaderId.Of(Reader.Key), Token);
        Assert.Equal((first, first, "https://other.example", "x-auth"), (repeat, row!.Id, row.Url, row.AuthHeader));
    }

    [Fact]
    public async Task Add_UrlThatIsNone_IsRefusedAsTheStoreSays()
    {
        await using var server = await new StoreNode(seed: 1).ServeAsync();
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var registration = new RemoteRegistration { EncryptionKey = Reader.Key, SigningKey = Reader.Key, Url = "no url" };

        var refused = await Assert.ThrowsAsync<P8eInputException>(() => new RemotePublicKeys(connection).AddAsync(registration, Token));

        Assert.Equal(ErrorCodes.GrpcRefused, refused.Code);
    }
}
