using P8e.Chain.Node;
using P8e.Chain.Tests.Support;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Auth;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.FlatFees;
using P8e.Protocol.Wire.MsgFees;

namespace P8e.Chain.Tests.Node;

/// <summary>The client of a node against recorded answers, over real HTTP/2.</summary>
public sealed class GrpcNodeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadChainId_OfTheNode_IsItsNetwork()
    {
        await using var node = await RecordedGrpcNode.StartAsync();
        using var channel = node.Connect();

        Assert.Equal("testing-golden", await Client(channel).ReadChainIdAsync(Token));
    }

    [Fact]
    public async Task ReadChainId_NodeThatDoesNotSay_IsTransient()
    {
        await using var node = await RecordedGrpcNode.StartAsync();
        node.NodeInfo = new();
        using var channel = node.Connect();

        var error = await Assert.ThrowsAsync<P8eTransientException>(() => Client(channel).ReadChainIdAsync(Token));

        Assert.Equal(ErrorCodes.ChainNodeUnavailable, error.Code);
    }

    [Theory]
    [InlineData("auth-info-dev1")]
    [InlineData("auth-info-nosign")]
    [InlineData("auth-info-hkszp0")]
    public async Task FindAccount_RecordedAccount_HasItsNumberAndSequence(string id)
    {
        await using var node = await RecordedGrpcNode.StartAsync();
        using var channel = node.Connect();
        var (request, call) = node.Recorded(id, QueryAccountInfoRequest.Parser);
        var recorded = QueryAccountInfoResponse.Parser.ParseFrom(call.GetProperty("responseBase64").GetBytesFromBase64()).Info;

        Assert.Equal(new ChainAccount(recorded.AccountNumber, recorded.Sequence), await Client(channel).FindAccountAsync(AccountAddress.Parse(request.Address), Token));
    }

    [Fact]
    public async Task FindAccount_Unknown_IsNull()
    {
        await using var node = await RecordedGrpcNode.StartAsync();
        using var channel = node.Connect();
        var (request, _) = node.Recorded("auth-info-unknown", QueryAccountInfoRequest.Parser);

        Assert.Null(await Client(channel).FindAccountAsync(AccountAddress.Parse(request.Address), Token));
    }

    [Fact]
    public async Task FindAccount_OfAnotherNetwork_IsRefused()
    {
        await using var node = await RecordedGrpcNode.StartAsync();
        using var channel = node.Connect();
        var (request, _) = node.Recorded("auth-info-tu8mxc", QueryAccountInfoRequest.Parser);

        var error = await Assert.ThrowsAsync<P8eStateException>(() => Client(channel).FindAccountAsync(AccountAddress.Parse(request.Address), Token));

        Assert.Equal(ErrorCodes.GrpcRefused, error.Code);
    }

    [Theory]
    [InlineData("send")]
    [InlineData("scope")]
    [InlineData("p8e")]
    public async Task EstimateFees_RecordedTransaction_IsTheNodesAnswer(string name)
    {
        await using var node = await RecordedGrpcNode.StartAsync();
        using var channel = node.Connect();
        var (flat, flatCall) = node.Recorded($"fees-{name}", QueryCalculateTxFeesRequest.Parser);
        var (gas, gasCall) = node.Recorded($"msgfees-{name}", CalculateTxFeesRequest.Parser);
        var flatAnswer = QueryCalculateTxFeesResponse.Parser.ParseFrom(flatCall.GetProperty("responseBase64").GetBytesFromBase64());
        var gasAnswer = CalculateTxFeesResponse.Parser.ParseFrom(gasCall.GetProperty("responseBase64").GetBytesFromBase64());

        var byFlat = await Client(channel).EstimateFlatFeesAsync(flat.TxBytes.Memory, Token);
        var byGas = await Client(channel).EstimateGasFeesAsync(gas.TxBytes.Memory, Token);

        Assert.Equal(flatAnswer.EstimatedGas, byFlat!.EstimatedGas);
        Assert.Equal(flatAnswer.TotalFees.Select(coin => coin.Amount + coin.Denom), byFlat.TotalFees.Select(coin => coin.ToString()));
        Assert.Equal(gasAnswer.EstimatedGas, byGas!.EstimatedGas);
        Assert.Equal(gasAnswer.TotalFees.Select(coin => coin.Amount + coin.Denom), byGas.TotalFees.Select(coin => coin.ToString()));
        Assert.Empty(byGas.AdditionalFees);
    }

    [Theory]
    [InlineData("failing", ErrorCodes.ChainSimulationFailed)]
    [InlineData("validate-basic", ErrorCodes.ChainSimulationFailed)]
    [InlineData("bad-seq", ErrorCodes.ChainSequenceMismatch)]
    [InlineData("empty", ErrorCodes.ChainSimulationFailed)]
    [InlineData("garbage", ErrorCodes.ChainSimulationFailed)]
    public async Task EstimateFees_RecordedRefusal_HasItsCode(string name, string code)
    {
        await using var node = await RecordedGrpcNode.StartAsync();
        using var channel = node.Connect();
        var (flat, _) = node.Recorded($"fees-{name}", QueryCalculateTxFeesRequest.Parser);
        var (gas, _) = node.Recorded($"msgfees-{name}", CalculateTxFeesRequest.Parser);

        Assert.Equal(code, (await Assert.ThrowsAsync<P8eStateException>(() => Client(channel).EstimateFlatFeesAsync(flat.TxBytes.Memory, Token))).Code);
        Assert.Equal(code, (await Assert.ThrowsAsync<P8eStateException>(() => Client(channel).EstimateGasFeesAsync(gas.TxBytes.Memory, Token))).Code);
    }

    [Fact]
    public async Task EstimateFlatFees_NodeWithoutTheService_IsNull()
    {
        await using var node = await RecordedGrpcNode.StartAsync(hasFlatFees: false);
        using var channel = node.Connect();

        Assert.Null(await Client(channel).EstimateFlatFeesAsync(new byte[] { 1 }, Token));
    }

    [Fact]
    public async Task Broadcast_Refusal_IsAnAnswer()
    {
        BroadcastTxRequest? sent = null;
        await using var node = await RecordedGrpcNode.StartAsync(service => service.Unary<BroadcastTxRequest, BroadcastTxResponse>("BroadcastTx", (request, _, _) =>
        {
            sent = request;
            return Task.FromResult(new BroadcastTxResponse { TxResponse = new() { Code = 32, Codespace = "sdk", RawLog = "account sequence mismatch, expected 8, got 7" } });
        }));
        using var channel = node.Connect();

        var reply = await Client(channel).BroadcastAsync(new byte[] { 1, 2, 3 }, Token);

        Assert.Equal(new BroadcastReply(32, "sdk", "account sequence mismatch, expected 8, got 7"), reply);
        Assert.Equal(new byte[] { 1, 2, 3 }, sent!.TxBytes.ToByteArray());
        Assert.Equal(BroadcastMode.Sync, sent.Mode);
    }

    [Theory]
    [InlineData(GrpcStatusCode.Unknown)]
    [InlineData(GrpcStatusCode.InvalidArgument)]
    [InlineData(GrpcStatusCode.Unavailable)]
    [InlineData(GrpcStatusCode.Internal)]
    public async Task Broadcast_ErrorOfTheCall_SaysNothingAboutTheTransactionAndIsNotRepeated(GrpcStatusCode code)
    {
        var calls = 0;
        await using var node = await RecordedGrpcNode.StartAsync(service => service.Unary<BroadcastTxRequest, BroadcastTxResponse>("BroadcastTx", (_, call, _) =>
        {
            Interlocked.Increment(ref calls);
            throw call.Refusal(code, "rpc error");
        }));
        using var channel = node.Connect();

        await Assert.ThrowsAsync<P8eTransientException>(() => Client(channel).BroadcastAsync(new byte[] { 1 }, Token));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Broadcast_AnswerWithoutContent_IsTransient()
    {
        await using var node = await RecordedGrpcNode.StartAsync(
            service => service.Unary<BroadcastTxRequest, BroadcastTxResponse>("BroadcastTx", (_, _, _) => Task.FromResult(new BroadcastTxResponse())));
        using var channel = node.Connect();

        await Assert.ThrowsAsync<P8eTransientException>(() => Client(channel).BroadcastAsync(new byte[] { 1 }, Token));
    }

    [Fact]
    public async Task AnyCall_NobodyListens_IsTransient()
    {
        using var channel = new GrpcChannel(new GrpcEndpoint("chain", "http://127.0.0.1:1"), TimeProvider.System);
        var client = Client(channel);

        await Assert.ThrowsAsync<P8eTransientException>(() => client.ReadChainIdAsync(Token));
        await Assert.ThrowsAsync<P8eTransientException>(() => client.EstimateFlatFeesAsync(new byte[] { 1 }, Token));
        await Assert.ThrowsAsync<P8eTransientException>(() => client.BroadcastAsync(new byte[] { 1 }, Token));
    }

    /// <summary>What comes from a proxy is no word of the chain about a transaction, which would end its row.</summary>
    [Theory]
    [InlineData(200, "text/html")]
    [InlineData(200, "application/grpc")]
    [InlineData(404, "text/html")]
    [InlineData(413, "text/html")]
    [InlineData(500, "text/html")]
    public async Task EstimateFees_AnswerWithoutGrpcStatus_IsTransient(int status, string contentType)
    {
        await using var proxy = await HttpAnswers.StartAsync(status, contentType);
        using var channel = new GrpcChannel(new GrpcEndpoint("chain", proxy.Address), TimeProvider.System);

        await Assert.ThrowsAsync<P8eTransientException>(() => Client(channel).EstimateFlatFeesAsync(new byte[] { 1 }, Token));
        await Assert.ThrowsAsync<P8eTransientException>(() => Client(channel).EstimateGasFeesAsync(new byte[] { 1 }, Token));
    }

    private static GrpcNode Client(GrpcChannel channel) => new(channel, TimeSpan.FromSeconds(30));
}
