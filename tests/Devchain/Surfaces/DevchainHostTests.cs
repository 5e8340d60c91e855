using System.Net;
using P8e.Devchain.Blocks;
using P8e.Devchain.Surfaces.Rpc;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Devchain.Tests.Surfaces;

public sealed class DevchainHostTests
{
    private static readonly string Send = Convert.ToBase64String(RecordedChain.Sends[0].Span);

    [Fact]
    public async Task BroadcastCommit_OnDemand_IsInABlockThatEverySurfaceShows()
    {
        await using var running = await RunningChain.StartAsync();

        var committed = await running.CallAsync("broadcast_tx_commit", $$"""{"tx":"{{Send}}"}""");
        var hash = committed.GetProperty("hash").GetString();
        var (_, rest) = await running.SendAsync(HttpMethod.Get, running.Addresses.Rest, $"/cosmos/tx/v1beta1/txs/{hash}");
        var found = await running.CallAsync("tx_search", $$"""{"query":"tx.hash='{{hash}}'"}""");
        var results = await running.CallAsync("block_results", """{"height":"2"}""");

        Assert.Equal(0, committed.GetProperty("tx_result").GetProperty("code").GetInt32());
        Assert.Equal("2", committed.GetProperty("height").GetString());
        Assert.Equal("2", rest.GetProperty("tx_response").GetProperty("height").GetString());
        Assert.Equal(Send, found.GetProperty("txs")[0].GetProperty("tx").GetString());
        Assert.Equal(1, results.GetProperty("txs_results").GetArrayLength());
    }

    [Fact]
    public async Task GetTx_OverGrpc_FindsAndRefusesAsTheNode()
    {
        await using var running = await RunningChain.StartAsync();
        var hash = (await running.CallAsync("broadcast_tx_commit", $$"""{"tx":"{{Send}}"}""")).GetProperty("hash").GetString()!;
        using var channel = new GrpcChannel(new GrpcEndpoint("devchain", running.Addresses.Grpc.ToString()), TimeProvider.System);
        var method = new GrpcMethod<GetTxRequest, GetTxResponse>(ServiceReflection.Descriptor.Services[0].FindMethodByName("GetTx"));

        var found = await channel.UnaryAsync(method, new GetTxRequest { Hash = hash }, new GrpcCallOptions(), TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<P8eStateException>(async () =>
            await channel.UnaryAsync(method, new GetTxRequest { Hash = new string('A', 64) }, new GrpcCallOptions(), TestContext.Current.CancellationToken));

        Assert.Equal(2, found.TxResponse.Height);
        Assert.Equal(GrpcStatusCode.NotFound, GrpcStatus.Of(refusal)!.Value.Code);
    }

    [Fact]
    public async Task Rest_AtAPastHeight_ShowsThatState()
    {
        await using var running = await RunningChain.StartAsync();
        await running.CallAsync("broadcast_tx_commit", $$"""{"tx":"{{Send}}"}""");
        const string Account = "/cosmos/auth/v1beta1/account_info/tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj";

        var (_, past) = await running.SendAsync(HttpMethod.Get, running.Addresses.Rest, Account, height: "1");
        var (_, now) = await running.SendAsync(HttpMethod.Get, running.Addresses.Rest, Account);
        var (status, future) = await running.SendAsync(HttpMethod.Get, running.Addresses.Rest, Account, height: "99");

        Assert.Equal("0", past.GetProperty("info").GetProperty("sequence").GetString());
        Assert.Equal("1", now.GetProperty("info").GetProperty("sequence").GetString());
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("height in the future", future.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Development_BlocksAndClock_MoveTheChain()
    {
        await using var running = await RunningChain.StartAsync();

        var (_, clock) = await running.SendAsync(HttpMethod.Post, running.Addresses.Rpc, "/dev/clock", """{"time":"2030-01-01T00:00:00Z"}""");
        var (_, blocks) = await running.SendAsync(HttpMethod.Post, running.Addresses.Rpc, "/dev/blocks?count=3");

        Assert.StartsWith("2030-01-01T00:00:00", clock.GetProperty("time").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, blocks.GetProperty("height").GetInt64());
        Assert.True(running.Chain.Time >= ChainTime.Parse("2030-01-01T00:00:00Z"));
    }

    [Theory]
    [InlineData("POST", "/dev/blocks?count=0", "")]
    [InlineData("POST", "/dev/blocks?count=1001", "")]
    [InlineData("POST", "/dev/clock", "{\"time\":5}")]
    [InlineData("POST", "/dev/clock", "[")]
    [InlineData("POST", "/dev/clock", "{\"advanceSeconds\":1e300}")]
    public async Task Development_WrongRequest_SaysWhatToSend(string verb, string path, string body)
    {
        await using var running = await RunningChain.StartAsync();

        var (status, answer) = await running.SendAsync(new HttpMethod(verb), running.Addresses.Rpc, path, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty(answer.GetProperty("error").GetString()!);
        Assert.Equal(1, running.Chain.Height);
    }

    [Fact]
    public async Task Rpc_BodyOverTheLimit_IsRefused()
    {
        await using var running = await RunningChain.StartAsync();

        var (status, answer) = await running.SendAsync(HttpMethod.Post, running.Addresses.Rpc, "/", new string(' ', RpcSurface.MaximumBodyBytes + 1));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(-32600, answer.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":"\ud800","method":"status"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"\ud800"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"status","params":{"\udc00":1}}""")]
    public async Task Rpc_HalfACharacter_IsNoJson(string body)
    {
        await using var running = await RunningChain.StartAsync();

        var (status, answer) = await running.SendAsync(HttpMethod.Post, running.Addresses.Rpc, "/", body);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal(-32700, answer.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Rpc_BatchOverTheLimit_IsRefused()
    {
        await using var running = await RunningChain.StartAsync();
        var batch = $"[{string.Join(',', Enumerable.Repeat("""{"jsonrpc":"2.0","id":1,"method":"genesis"}""", RpcSurface.MaximumBatch + 1))}]";

        var (_, answer) = await running.SendAsync(HttpMethod.Post, running.Addresses.Rpc, "/", batch);

        Assert.Equal(-32600, answer.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Blocks_OneAfterTheOther_NameTheHashOfTheLast()
    {
        await using var running = await RunningChain.StartAsync();
        await running.SendAsync(HttpMethod.Post, running.Addresses.Rpc, "/dev/blocks?count=2");

        var metas = (await running.CallAsync("blockchain")).GetProperty("block_metas").EnumerateArray().ToArray();

        Assert.Equal(3, metas.Length);
        Assert.All(metas.Zip(metas.Skip(1)), pair => Assert.Equal(
            pair.Second.GetProperty("block_id").GetProperty("hash").GetString(),
            pair.First.GetProperty("header").GetProperty("last_block_id").GetProperty("hash").GetString()));
    }
}
