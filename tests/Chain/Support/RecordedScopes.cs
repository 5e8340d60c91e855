using System.Text.Json;
using P8e.Grpc.Server;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Chain.Tests.Support;

/// <summary>Answers to queries of scopes as <c>scope-queries.json</c> recorded them.</summary>
internal static class RecordedScopes
{
    internal static ScopeResponse Answer(string id) => ScopeResponse.Parser.ParseFrom(Case(id).GetProperty("responseBase64").GetBytesFromBase64());

    internal static string Error(string id) => Case(id).GetProperty("grpcError").GetProperty("message").GetString()!;

    /// <summary>A service whose scope query is answered by the test, which sees the height that was asked for.</summary>
    internal static Action<GrpcService> Answering(Func<ScopeRequest, string?, GrpcServerCall, ScopeResponse> answer) => service =>
        service.Unary<ScopeRequest, ScopeResponse>("Scope", (request, call, _) => Task.FromResult(answer(request, call.RequestHeaders.Find("x-cosmos-block-height"), call)));

    private static JsonElement Case(string id)
    {
        using var document = ChainVectors.Read("scope-queries.json");
        return document.RootElement.GetProperty("queries").EnumerateArray().Single(query => query.GetProperty("id").GetString() == id).Clone();
    }
}
