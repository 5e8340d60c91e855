using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.Execution.Sessions;

namespace P8e.Execution.Tests.Support;

/// <summary>Reads tests/Vectors/sdk.</summary>
internal static class SdkVectors
{
    internal static string Folder { get; } = Path.Combine(Vectors(), "sdk");

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
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Vectors(), "dime.json")));
        return KeyText.ReadPrivate(document.RootElement.GetProperty("keys").EnumerateArray().Single(key => key.Text("name") == name).Text("privateKeyProtoHex"));
    }

    private static string Vectors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return Path.Combine(folder.FullName, "tests", "Vectors");
            }
        }

        throw new DirectoryNotFoundException($"No repository above {AppContext.BaseDirectory}.");
    }
}
