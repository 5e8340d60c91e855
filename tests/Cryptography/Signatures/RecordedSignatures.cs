using System.Text.Json;
using P8e.Cryptography.Signatures;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Signatures;

/// <summary>Signatures of the SDK (p8e-sdk 15.5).</summary>
internal static class RecordedSignatures
{
    private const string FileName = "signatures/p8e-sdk.json";

    internal static IReadOnlyDictionary<string, RecordedSignature> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Vectors.Folder, FileName)));
        var root = document.RootElement;
        return Vectors.Read(FileName).ToDictionary(entry => entry.Key, entry => Make(root, entry.Value));
    }

    private static RecordedSignature Make(JsonElement root, JsonElement element)
    {
        Assert.True(EcdsaSignature.TryFromDer(Convert.FromBase64String(element.Text("derBase64")), out var signature));
        return new RecordedSignature(root.Hex("privateKey"), root.Hex(element.Text("digest")), signature, element.GetProperty("lowS").GetBoolean());
    }
}
