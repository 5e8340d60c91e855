using P8e.Grpc;
using P8e.ObjectStore.Ports;
using P8e.Ports;

namespace P8e.ObjectStore.Tests.Service;

/// <summary>Who may do what, where the Rust store leaves it open or cannot do it (object-store 10 no. 4 to 6); the recorded rules are run by the conformance program.</summary>
public sealed class CallAuthorityTests
{
    private static readonly (string, string) Peer = ("x-p8e-peer-key", "peer's key");
    private static readonly (string, string) Operator = ("x-p8e-operator-key", "operator's key");
    private static readonly (string, string) Reader = ("x-reader", "reader's word");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryCall_WithoutAnything_IsRefused()
    {
        await using var store = await StoreCaller.StartAsync(StoreCaller.Closed);

        Assert.All(
            new[]
            {
                await store.PutAsync(store.Upload(1)),
                await store.GetAsync(1, "reader"),
                await store.AckAsync(Guid.Empty, "reader"),
                await store.AckAsync(Guid.Empty, null),
                await store.AddAsync("reader"),
                await store.SetMaintenanceAsync(true),
            },
            status => Assert.Equal(GrpcStatusCode.PermissionDenied, status.Code));
    }

    [Fact]
    public async Task Operator_WithTheKey_RegistersAndStops()
    {
        await using var store = await StoreCaller.StartAsync(StoreCaller.Closed);

        Assert.Equal(GrpcStatusCode.PermissionDenied, (await store.AddAsync("reader", ("x-p8e-operator-key", "operator's kez"))).Code);
        Assert.Equal(GrpcStatus.Ok, await store.AddAsync("reader", Operator));
        Assert.Equal(GrpcStatus.Ok, await store.SetMaintenanceAsync(true, Operator));
        Assert.Equal(GrpcStatusCode.Unavailable, (await store.AddAsync("reader", Operator)).Code);
        Assert.Equal(GrpcStatus.Ok, await store.SetMaintenanceAsync(false, Operator));
        Assert.Equal(GrpcStatus.Ok, await store.AddAsync("reader", Operator));
    }

    [Fact]
    public async Task Peer_WithTheKey_ReplicatesAndNothingElse()
    {
        await using var store = await StoreCaller.StartAsync(StoreCaller.Closed);

        Assert.Equal(GrpcStatus.Ok, await store.PutAsync(store.Upload(1, "REPLICATION"), Peer));
        Assert.Contains("may only replicate", (await store.PutAsync(store.Upload(2), Peer)).Message, StringComparison.Ordinal);
        Assert.Contains("may only replicate", (await store.PutAsync(store.Upload(3, "OTHER"), Peer)).Message, StringComparison.Ordinal);
        Assert.StartsWith("unknown public key", (await store.PutAsync(store.Upload(4, "REPLICATION"), ("x-p8e-peer-key", "peer's kez"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("unknown public key", (await store.GetAsync(1, "reader", Peer)).Message, StringComparison.Ordinal);
        Assert.Single(await store.Node.Index.ListAfterAsync(store.Node.Affiliate, null, Token).ToArrayAsync(Token));
    }

    [Fact]
    public async Task Ack_WithoutAKey_TakesTheHeaderOfTheMailsOwnReader()
    {
        await using var store = await StoreCaller.StartAsync(StoreCaller.Closed);
        await RegisterAsync(store, "reader", Reader);
        await RegisterAsync(store, "other", ("x-other", "other's word"));
        await store.PutAsync(store.Upload(1, "REPLICATION"), Peer);
        var mail = Assert.Single(await OpenAsync(store));

        var stranger = await store.AckAsync(mail.MailId, null, ("x-other", "other's word"));
        var unknown = await store.AckAsync(Guid.NewGuid(), null, Reader);
        Assert.Equal((GrpcStatusCode.PermissionDenied, "auth is enabled, but a public_key wasn't sent"), (stranger.Code, stranger.Message));
        Assert.Equal(stranger, unknown);
        Assert.Single(await OpenAsync(store));

        Assert.Equal(GrpcStatus.Ok, await store.AckAsync(mail.MailId, null, Reader));
        Assert.Empty(await OpenAsync(store));
    }

    [Fact]
    public async Task Put_RefusedByAuthority_StoresNothingAndSetsOffNothing()
    {
        await using var store = await StoreCaller.StartAsync(StoreCaller.Closed);

        await store.PutAsync(store.Upload(1), Reader);

        Assert.Empty(await store.Node.Index.ListAfterAsync(store.Node.Affiliate, null, Token).ToArrayAsync(Token));
        Assert.Empty(await OpenAsync(store));
    }

    private static ValueTask<MailRow[]> OpenAsync(StoreCaller store) => store.Node.Mailbox.ListOpenAsync(PostOffice.IdOf("reader"), Token).ToArrayAsync(Token);

    private static Task<PublicKeyRow> RegisterAsync(StoreCaller store, string party, (string, string) auth) =>
        store.Node.Registry.RegisterAsync(new(Party.Named(party).Key.Uncompressed.ToArray(), "", default, auth), Token);
}
