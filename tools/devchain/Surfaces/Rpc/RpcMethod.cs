using System.Text.Json.Nodes;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>One method of the RPC.</summary>
/// <param name="Name">As in URIs and requests.</param>
/// <param name="Parameters">Their names, in the order that a list gives them in.</param>
/// <param name="RunAsync">Answers with the member <c>result</c>; throws <see cref="RpcException"/>.</param>
internal sealed record RpcMethod(string Name, string[] Parameters, Func<RpcArguments, CancellationToken, Task<JsonNode>> RunAsync)
{
    internal static RpcMethod Of(string name, string[] parameters, Func<RpcArguments, JsonNode> run) =>
        new(name, parameters, (arguments, _) => Task.FromResult(run(arguments)));
}
