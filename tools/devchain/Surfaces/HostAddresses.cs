using System.Text.Json.Nodes;

namespace P8e.Devchain.Surfaces;

/// <summary>Where the surfaces of a running chain are.</summary>
internal sealed record HostAddresses(Uri Grpc, Uri Rest, Uri Rpc)
{
    /// <summary>The content of a port file.</summary>
    internal string ToJson(string chainId) => new JsonObject
    {
        ["grpc"] = Text(Grpc), ["rest"] = Text(Rest), ["rpc"] = Text(Rpc), ["chainId"] = chainId,
    }.ToJsonString();

    internal static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
