using System.Text;
using System.Text.Json;
using P8e.Fuzzing.Tests.Engine;
using P8e.Ports;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Identifiers;
using static P8e.Fuzzing.Tests.Targets.Fuzzed;

namespace P8e.Fuzzing.Tests.Targets;

/// <summary>Messages of any type, descriptors, addresses and other texts.</summary>
internal static class ProtocolTargets
{
    private const int LongestText = 64 * 1024;

    private static readonly DescriptorSet Records = DescriptorSet.Load(Convert.FromBase64String(RecordsFile().GetProperty("descriptorSetBase64").GetString()!));
    private static readonly MessageCodec Codec = new(Records);
    private static readonly string[] Names = [.. Records.Messages.Select(message => message.FullName).Order(StringComparer.Ordinal)];

    internal static FuzzTarget[] All { get; } =
    [
        new("descriptor-set", () => Corpus.Bytes("dynamic/sdk-records.json", "protocol/recorded-contracts.json"), bytes => DescriptorSet.Load(bytes).Files.Count >= 0) { FixedBytes = 256 * 1024, BytesPerByte = 1024 },
        new("message-json", () => Entries(entry => Encoding.UTF8.GetBytes(entry.GetProperty("json").ToString())), ReadMessageJson) { BytesPerByte = 256 },
        new("message-bytes", () => Entries(entry => entry.GetProperty("base64").GetBytesFromBase64()), ReadMessageBytes) { BytesPerByte = 256 },
        new("metadata-address", () => Corpus.Text("protocol/metadata-addresses.json"), ReadMetadataAddress),
        new("metadata-address-bytes", () => Corpus.Bytes("protocol/metadata-addresses.json"), bytes => MetadataAddress.FromBytes(bytes).ToString().Length > 0),
        new("account-address", () => Corpus.Text("protocol/account-addresses.json"), bytes => AccountAddress.Parse(TextOf(bytes)).ToString().Length > 0),
        new("bech32", () => Corpus.Text("protocol/account-addresses.json", "protocol/metadata-addresses.json"), ReadBech32),
        new("java-base64", () => Corpus.Text("protocol/java-base64.json"), bytes => JavaBase64.TryDecode(TextOf(bytes), LongestText, out _)),
        new("uuid", () => Corpus.Text("protocol/metadata-addresses.json"), bytes => Uuid.TryParse(TextOf(bytes), out _)),
    ];

    private static JsonElement RecordsFile() => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Repository.Vector("dynamic/sdk-records.json")));

    /// <summary>The recorded messages; the first byte of an input says of which type it is.</summary>
    private static IEnumerable<byte[]> Entries(Func<JsonElement, byte[]> content) => RecordsFile().GetProperty("entries").EnumerateArray()
        .Where(entry => Names.Contains(entry.GetProperty("message").GetString()))
        .Select(entry => (byte[])[(byte)Array.IndexOf(Names, entry.GetProperty("message").GetString()), .. content(entry)]);

    private static bool ReadMessageJson(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return false;
        }

        var type = Records.FindMessage(Names[bytes[0] % Names.Length]);
        var message = Codec.FromJson(type, bytes.AsSpan(1));
        Require(Codec.Normalize(type, message).AsSpan().SequenceEqual(message), "A message made of JSON is not in its normal form.");
        return true;
    }

    private static bool ReadMessageBytes(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return false;
        }

        var type = Records.FindMessage(Names[bytes[0] % Names.Length]);
        var normal = Codec.Normalize(type, bytes.AsMemory(1));
        Require(Codec.Normalize(type, normal).AsSpan().SequenceEqual(normal), "A normal form has another normal form.");
        return Codec.ToJson(type, bytes.AsMemory(1), UnknownFieldPolicy.Skip).Length > 0;
    }

    private static bool ReadMetadataAddress(byte[] bytes)
    {
        var address = MetadataAddress.Parse(TextOf(bytes));
        Require(MetadataAddress.Parse(address.ToString()).Equals(address), "An address does not survive being written.");
        return true;
    }

    private static bool ReadBech32(byte[] bytes)
    {
        if (Bech32.TryDecode(TextOf(bytes), Bech32.ChainMaximumLength, out var prefix, out var data) != Bech32Fault.None)
        {
            return false;
        }

        Require(string.Equals(Bech32.Encode(prefix!, data), TextOf(bytes), StringComparison.OrdinalIgnoreCase), "A text was taken that is not the one it is written as.");
        return true;
    }
}
