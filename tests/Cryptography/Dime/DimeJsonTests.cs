using System.Text;
using System.Text.Json;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Dime;

public sealed class DimeJsonTests
{
    private static readonly IReadOnlyDictionary<string, JsonElement> Metadata = Vectors.Read("dime/metadata.json");
    private static readonly IReadOnlyDictionary<string, JsonElement> Signatures = Vectors.Read("dime/signatures.json");

    public static TheoryData<string> MetadataCases => Vectors.Names(Metadata);

    public static TheoryData<string> SignatureCases => Vectors.Names(Signatures);

    [Theory]
    [MemberData(nameof(MetadataCases))]
    public void TryReadMetadata_Case_GivesEntriesOrRefuses(string name)
    {
        var expected = Metadata[name].GetProperty("read");

        var read = DimeJson.TryReadMetadata(Metadata[name].Hex("sectionHex"), out var entries);

        Assert.Equal(expected.ValueKind == JsonValueKind.Array, read);
        if (read)
        {
            Assert.Equal(expected.EnumerateArray().Select(pair => KeyValuePair.Create(pair[0].GetString()!, pair[1].GetString()!)), entries!);
            Assert.True(DimeJson.TryReadMetadata(DimeJson.WriteMetadata(entries!), out var again));
            Assert.Equal(entries, again);
        }
    }

    [Theory]
    [MemberData(nameof(SignatureCases))]
    public void TryReadSignature_Case_GivesTheFirstOrNoneOrRefuses(string name)
    {
        var expected = Signatures[name].GetProperty("read");

        var read = DimeJson.TryReadSignature(Encoding.UTF8.GetBytes(Signatures[name].Text("section")), out var first);

        Assert.Equal(expected.ValueKind == JsonValueKind.Array, read);
        if (read)
        {
            string[] actual = first is null ? [] : [Encoding.ASCII.GetString(first.Signature.Span), first.Pem];
            Assert.Equal(expected.EnumerateArray().Select(text => text.GetString()!), actual);
        }
    }

    [Fact]
    public void WriteMetadata_EveryCharacterBelowSpace_IsEscapedAsTheJvmDoes()
    {
        var text = string.Concat(Enumerable.Range(0, 0x21).Select(code => (char)code)) + "\"\\/+<é\u007f";

        var written = Encoding.UTF8.GetString(DimeJson.WriteMetadata([new("k", text)]));

        Assert.StartsWith("{\"k\":\"\\u0000\\u0001", written, StringComparison.Ordinal);
        Assert.Contains("\\b\\t\\n\\u000B\\f\\r", written, StringComparison.Ordinal);
        Assert.EndsWith("\\u001F \\\"\\\\/+<é\u007f\"}", written, StringComparison.Ordinal);
        Assert.Equal(text, JsonDocument.Parse(written).RootElement.GetProperty("k").GetString());
    }
}
