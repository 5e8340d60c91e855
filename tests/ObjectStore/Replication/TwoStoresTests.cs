using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Replication;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests.Replication;

/// <summary>From one whole store to another, through the real services.</summary>
public sealed class TwoStoresTests : IAsyncDisposable
{
    private static readonly Party Owner = Party.Named("owner");
    private static readonly Party Reader = Party.Named("reader 1");

    private readonly ReplicationRig _rig = new();
    private readonly StoreNode _other = new(seed: 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    /// <summary>Inline, in a blob, and in several messages.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(50_000)]
    [InlineData(5_000_000)]
    public async Task RunOnce_ReaderElsewhere_GetsTheSameContainerThereAndItIsNotSentBack(int length)
    {
        await ConnectBothAsync();
        var put = await _rig.PutAsync(length, Reader);

        var next = await _rig.Replicator().RunOnceAsync(Token);

        var (here, there) = (await RowAsync(_rig.Node), await RowAsync(_other));
        Assert.Null(next);
        Assert.Empty(await _rig.WaitingAsync(Reader));
        Assert.Empty(await _other.Queue.ListAsync(_other.Affiliate, ReaderId.Of(Owner.Key), DateTimeOffset.MaxValue, Token).ToArrayAsync(Token));
        Assert.Equal(here.Header.ToArray(), there.Header.ToArray());
        Assert.Equal((here.Audience, here.ContentLength, here.PayloadLength), (there.Audience, there.ContentLength, there.PayloadLength));
        Assert.NotEqual(here.ObjectId, there.ObjectId);
        Assert.Equal(["HASH", "SIGNATURE", "SIGNATURE_PUBLIC_KEY", "SOURCE::TYPE"], there.Properties.Select(property => property.Key));
        using var opened = await _other.Client.OpenAsync(put.Hash, Reader.Agreement, Token);
        Assert.Equal(length, (await opened.ReadAllBytesAsync(length, Token)).Length);
    }

    [Fact]
    public async Task RunOnce_Mail_IsInTheReadersMailboxThereAndAcknowledgedByItself()
    {
        await ConnectBothAsync();
        var request = StoreRig.Request(Reader) with { Metadata = [new(MailTypes.MetadataKey, "FRAGMENT_REQUEST")] };
        await _rig.Node.Client.PutAsync(_rig.Node.Random.Next(500), request, Token);

        await _rig.Replicator().RunOnceAsync(Token);

        var (here, there) = (await MailAsync(_rig.Node), await MailAsync(_other));
        await _other.Mailbox.AcknowledgeAsync(there.MailId, ReaderId.Of(Reader.Key), Token);
        Assert.NotEqual(here.MailId, there.MailId);
        Assert.Equal(MailType.FragmentRequest, there.Type);
        Assert.Equal((MailState.Open, MailState.Acknowledged), ((await MailAsync(_rig.Node)).State, (await _other.Mailbox.FindAsync(there.MailId, Token))!.State));
    }

    [Fact]
    public async Task RunOnce_ObjectThatIsThereAlready_CountsAsSent()
    {
        await ConnectBothAsync();
        var content = _rig.Node.Random.Next(3_000);
        await _rig.Node.Client.PutAsync(content, StoreRig.Request(Reader), Token);
        var theirs = await _other.Client.PutAsync(content, StoreRig.Request(Reader), Token);

        await _rig.Replicator().RunOnceAsync(Token);

        Assert.Empty(await _rig.WaitingAsync(Reader));
        Assert.Equal(theirs.Stored.ObjectId, (await RowAsync(_other)).ObjectId);
    }

    /// <summary>Each object is sent twice: the process dies after the answer and before it is written down.</summary>
    [Fact]
    public async Task RunOnce_CrashBetweenSendAndRemove_SendsAgainAndThePeerHasEachOnce()
    {
        await ConnectBothAsync();
        for (var i = 0; i < 4; i++)
        {
            await _rig.PutAsync(100 + i, Reader);
        }

        var forgetful = new ForgetfulQueue(_rig.Node.Queue);
        for (var crash = 0; crash < 4; crash++)
        {
            await Assert.ThrowsAsync<Protocol.Errors.P8eTransientException>(() => _rig.Replicator(queue: forgetful).RunOnceAsync(Token));
            forgetful.Remember(1);
        }

        await _rig.Replicator().RunOnceAsync(Token);

        Assert.Empty(await _rig.WaitingAsync(Reader));
        Assert.Equal(4, (await _other.Index.ListAfterAsync(_other.Affiliate, null, Token).ToArrayAsync(Token)).Length);
    }

    [Fact]
    public async Task RunOnce_ServerOfAnAuthorityOfOurOwn_IsTrustedOnlyWhenItIsNamed()
    {
        using var authority = new TestAuthority();
        await using var server = await _other.ServeAsync(authority.ForLoopback);
        await _rig.RegisterAsync(Reader, $"grpcs://localhost:{server.Address.Port}");
        await _rig.PutAsync(100, Reader);

        await _rig.Replicator().RunOnceAsync(Token);
        var untrusted = Assert.Single(await _rig.WaitingAsync(Reader));
        _rig.Clock.Advance(TimeSpan.FromSeconds(30));
        await _rig.Replicator(new ReplicationOptions { Allowed = ["127.0.0.0/8", "::1"], AuthorityFile = authority.File }).RunOnceAsync(Token);

        Assert.StartsWith("grpc.unavailable", untrusted.LastError, StringComparison.Ordinal);
        Assert.Empty(await _rig.WaitingAsync(Reader));
    }

    private static async Task<ObjectRow> RowAsync(StoreNode node) => Assert.Single(await node.Index.ListAfterAsync(node.Affiliate, null, Token).ToArrayAsync(Token));

    private static async Task<MailRow> MailAsync(StoreNode node) =>
        Assert.Single(await node.Mails.ListOpenAsync(node.Affiliate, ReaderId.Of(Reader.Key), Token).ToArrayAsync(Token));

    /// <summary>Each knows the other's key as one that is at home there.</summary>
    private async Task ConnectBothAsync()
    {
        var (here, there) = (await _rig.ServeAsync(_rig.Node.Services), await _rig.ServeAsync(_other.Services));
        await _rig.RegisterAsync(Reader, there);
        await _rig.RegisterAsync(Owner, "");
        await _other.Registry.RegisterAsync(new KeyRegistration(Owner.Key.Uncompressed.ToArray(), here.Address.ToString(), default, null), Token);
        await _other.Registry.RegisterAsync(new KeyRegistration(Reader.Key.Uncompressed.ToArray(), "", default, null), Token);
    }
}
