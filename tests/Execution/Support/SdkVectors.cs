using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.Execution.Sessions;
using P8e.Ports;

namespace P8e.Execution.Tests.Support;

/// <summary>Reads tests/Vectors/sdk.</summary>
internal static class SdkVectors
{
    internal static string Folder { get; } = Repository.Vector("sdk");

    internal static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return document.RootElement.Clone();
    }

    internal static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.Text(name));

    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>A specification as recorded, by the simple name of its class.</summary>
    internal static ContractSpecification Specification(string simpleName) => ContractSpecification.Parse(SpecificationBytes(simpleName));

    internal static byte[] SpecificationBytes(string simpleName)
    {
        var recorded = Read("contract-specs.json");
        return recorded.GetProperty("contracts").EnumerateArray().Concat(recorded.GetProperty("oddContracts").EnumerateArray()).Concat(recorded.GetProperty("upstreamExamples").EnumerateArray())
            .Single(element => element.Text("class").EndsWith("." + simpleName, StringComparison.Ordinal)).GetProperty("spec").GetProperty("base64").GetBytesFromBase64();
    }

    /// <summary>A published development key.</summary>
    internal static PrivateKey Key(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Repository.Vector("dime.json")));
        return KeyText.ReadPrivate(document.RootElement.GetProperty("keys").EnumerateArray().Single(key => key.Text("name") == name).Text("privateKeyProtoHex"));
    }
}
