using System.Net;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Grpc.Server;
using P8e.Protocol.Wire.Cosmos.Auth;
using P8e.Protocol.Wire.Cosmos.Tendermint;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.FlatFees;
using P8e.Protocol.Wire.MsgFees;

namespace P8e.Chain.Tests.Support;

/// <summary>A node on loopback that answers as <c>node-calls.json</c> recorded. Which fee services it has, and how it takes transactions, is the test's choice.</summary>
internal sealed class RecordedGrpcNode : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly JsonElement[] _calls;

    private RecordedGrpcNode(Action<GrpcService> transactions, Action<GrpcService> metadata, bool hasFlatFees, GrpcService? specifications)
    {
        using var document = ChainVectors.Read("node-calls.json");
        _calls = [.. document.RootElement.GetProperty("calls").EnumerateArray().Select(call => call.Clone())];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        _application = builder.Build();
        var taking = new GrpcService(ServiceReflection.Descriptor.Services[0]);
        transactions(taking);
        Map(taking);
        var queries = specifications ?? Service(Protocol.Wire.Metadata.QueryReflection.Descriptor);
        metadata(queries);
        Map(queries);
        Map(Service(Protocol.Wire.Cosmos.Auth.QueryReflection.Descriptor)
            .Unary<QueryAccountInfoRequest, QueryAccountInfoResponse>("AccountInfo", (request, call, _) => Answer(request, asked => asked.Address, call, QueryAccountInfoResponse.Parser)));
        Map(Service(Protocol.Wire.Cosmos.Tendermint.QueryReflection.Descriptor)
            .Unary<GetNodeInfoRequest, GetNodeInfoResponse>("GetNodeInfo", (_, _, _) => Task.FromResult(NodeInfo)));
        Map(Service(Protocol.Wire.MsgFees.QueryReflection.Descriptor)
            .Unary<CalculateTxFeesRequest, CalculateTxFeesResponse>("CalculateTxFees", (request, call, _) => Answer(request, asked => asked.TxBytes, call, CalculateTxFeesResponse.Parser)));
        if (hasFlatFees)
        {
            Map(Service(Protocol.Wire.FlatFees.QueryReflection.Descriptor).Unary<QueryCalculateTxFeesRequest, QueryCalculateTxFeesResponse>(
                "CalculateTxFees", (request, call, _) => Answer(request, asked => asked.TxBytes, call, QueryCalculateTxFeesResponse.Parser)));
        }

        _application.MapGrpcFallback();
    }

    internal GetNodeInfoResponse NodeInfo { get; set; } = new() { DefaultNodeInfo = new() { Network = "testing-golden" } };

    internal static async Task<RecordedGrpcNode> StartAsync(
        Action<GrpcService>? transactions = null, bool hasFlatFees = true, Action<GrpcService>? metadata = null, GrpcService? specifications = null)
    {
        var node = new RecordedGrpcNode(transactions ?? (_ => { }), metadata ?? (_ => { }), hasFlatFees, specifications);
        await node._application.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    internal GrpcChannel Connect() => new(new GrpcEndpoint("chain", _application.Urls.Single()), TimeProvider.System);

    /// <summary>The request and the answer of a recorded call.</summary>
    internal (T Request, JsonElement Call) Recorded<T>(string id, MessageParser<T> parser)
        where T : IMessage<T>
    {
        var call = _calls.Single(call => call.GetProperty("id").GetString() == id);
        return (parser.ParseFrom(call.GetProperty("requestBase64").GetBytesFromBase64()), call);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static GrpcService Service(FileDescriptor file) => new(file.Services[0]);

    private void Map(GrpcService service) => _application.MapGrpcService(service, TimeProvider.System);

    // Gas adjustment and denomination of our requests differ from the recorded ones; what is asked about is the same.
    private Task<TResponse> Answer<TRequest, TResponse, TKey>(TRequest request, Func<TRequest, TKey> key, GrpcServerCall call, MessageParser<TResponse> parser)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse>
    {
        var requests = new MessageParser<TRequest>(() => new TRequest());
        var recorded = _calls.First(known => known.GetProperty("grpcMethod").GetString()!.Contains(request.Descriptor.File.Package + ".", StringComparison.Ordinal)
            && key(requests.ParseFrom(known.GetProperty("requestBase64").GetBytesFromBase64()))!.Equals(key(request)));
        return recorded.TryGetProperty("grpcError", out var error)
            ? throw call.Refusal((GrpcStatusCode)error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()!)
            : Task.FromResult(parser.ParseFrom(recorded.GetProperty("responseBase64").GetBytesFromBase64()));
    }
}
