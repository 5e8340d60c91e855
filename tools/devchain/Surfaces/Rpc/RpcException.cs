namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>A JSON-RPC call was refused (provenance-chain 4.6). Never leaves the surface.</summary>
internal sealed class RpcException(int code, string title, string? detail) : Exception(detail ?? title)
{
    internal int Code => code;

    internal string Title => title;

    /// <summary>The member <c>data</c>; null when there is none.</summary>
    internal string? Detail => detail;

    internal static RpcException Internal(string detail) => new(-32603, "Internal error", detail);

    internal static RpcException InvalidParams(string detail) => new(-32602, "Invalid params", detail);

    internal static RpcException InvalidRequest(string detail) => new(-32600, "Invalid Request", detail);

    internal static RpcException UnknownMethod() => new(-32601, "Method not found", null);

    internal static RpcException NoJson(string detail) => new(-32700, "Parse error. Invalid JSON", detail);
}
