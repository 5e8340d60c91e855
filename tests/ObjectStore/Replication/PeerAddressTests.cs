using System.Net;
using System.Net.Sockets;
using P8e.ObjectStore.Replication;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;

namespace P8e.ObjectStore.Tests.Replication;

/// <summary>What a registered URL cannot make this program do (reliability S12).</summary>
public sealed class PeerAddressTests : IAsyncDisposable
{
    private static readonly Party Reader = Party.Named("reader 1");

    private readonly ReplicationRig _rig = new();
    private readonly ScriptedStore _peer = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("http://127.0.0.1:{0}", "loopback")]
    [InlineData("http://2130706433:{0}", "loopback")]
    [InlineData("grpc://0x7f000001:{0}", "loopback")]
    [InlineData("grpc://0177.0.0.1:{0}", "loopback")]
    [InlineData("http://127.1:{0}", "loopback")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}", "loopback")]
    [InlineData("http://0.0.0.0:{0}", "unspecified")]
    [InlineData("http://store.example:{0}", "loopback")]
    [InlineData("https://metadata.example:{0}", "link-local")]
    public async Task RunOnce_NoPublicAddress_IsNotConnectedTo(string url, string rule)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await _rig.RegisterAsync(Reader, string.Format(null, url, ((IPEndPoint)listener.LocalEndpoint).Port));
        await _rig.PutAsync(100, Reader);

        await _rig.Replicator(new ReplicationOptions(), resolve: ResolveAsync).RunOnceAsync(Token);

        var waiting = Assert.Single(await _rig.WaitingAsync(Reader));
        Assert.StartsWith("peer.address_refused", waiting.LastError, StringComparison.Ordinal);
        Assert.Contains(rule, waiting.LastError, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task RunOnce_NameThatChangesItsAddress_IsJudgedAtEachConnection()
    {
        var port = (await _rig.ServeAsync(_peer.Service)).Address.Port;
        await _rig.RegisterAsync(Reader, $"http://rebind.example:{port}");
        var (lookups, address) = (0, IPAddress.Loopback);
        Task<IPAddress[]> Resolve(string host, CancellationToken token) => Task.FromResult<IPAddress[]>(lookups++ >= 0 ? [address] : []);

        await _rig.PutAsync(100, Reader);
        await _rig.Replicator(resolve: Resolve).RunOnceAsync(Token);
        var lookupsOfOneConnection = lookups;
        address = IPAddress.Parse("10.0.0.1");
        await _rig.PutAsync(101, Reader);
        await _rig.Replicator(resolve: Resolve).RunOnceAsync(Token);

        Assert.Equal(1, lookupsOfOneConnection);
        Assert.Single(_peer.Received);
        Assert.Contains("private", Assert.Single(await _rig.WaitingAsync(Reader)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunOnce_NameWithSeveralAddresses_UsesThoseThatMayBeUsed()
    {
        var port = (await _rig.ServeAsync(_peer.Service)).Address.Port;
        await _rig.RegisterAsync(Reader, $"http://several.example:{port}");
        await _rig.PutAsync(100, Reader);

        await _rig.Replicator(resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1"), IPAddress.Parse("127.0.0.2"), IPAddress.Loopback])).RunOnceAsync(Token);

        Assert.Single(_peer.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunOnce_NameThatIsUnknown_IsTriedAgainLater(bool isSaid)
    {
        await _rig.RegisterAsync(Reader, "http://unknown.example:80");
        await _rig.PutAsync(100, Reader);

        await _rig.Replicator(resolve: (_, _) => isSaid ? throw new SocketException((int)SocketError.HostNotFound) : Task.FromResult<IPAddress[]>([])).RunOnceAsync(Token);

        Assert.StartsWith("grpc.unavailable", Assert.Single(await _rig.WaitingAsync(Reader)).LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mailto:somebody@store.example")]
    [InlineData("http://user:secret@store.example:80")]
    public async Task RunOnce_UrlToWhichNothingCanBeSent_SaysSoAtTheObject(string url)
    {
        await _rig.RegisterAsync(Reader, url);
        await _rig.PutAsync(100, Reader);

        await _rig.Replicator().RunOnceAsync(Token);

        var waiting = Assert.Single(await _rig.WaitingAsync(Reader));
        Assert.StartsWith("peer.url_invalid", waiting.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", waiting.LastError, StringComparison.Ordinal);
    }

    private static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IPAddress[]>([host == "metadata.example" ? IPAddress.Parse("169.254.169.254") : IPAddress.Loopback]);
}
