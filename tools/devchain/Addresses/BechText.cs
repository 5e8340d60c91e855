using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Addresses;

/// <summary>Decodes bech32 and says what is wrong in the words of the node's library, which clients get to see (provenance-chain 1.3).</summary>
internal static class BechText
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int ChecksumLength = 6;

    /// <summary>Null when the text is bech32, else the node's text, with <c>decoding bech32 failed: </c> before it.</summary>
    internal static string? Fault(string text, out string? prefix, out byte[]? bytes)
    {
        var fault = Bech32.TryDecode(text, Bech32.ChainMaximumLength, out prefix, out bytes);
        return fault == Bech32Fault.None ? null : "decoding bech32 failed: " + Describe(fault, text);
    }

    private static string Describe(Bech32Fault fault, string text)
    {
        var separator = text.LastIndexOf('1');
        var data = text[(separator + 1)..].ToLowerInvariant();
        return fault switch
        {
            Bech32Fault.Length => $"invalid bech32 string length {System.Text.Encoding.UTF8.GetByteCount(text)}",
            Bech32Fault.Character => $"invalid character in string: '{text.First(c => c is < '!' or > '~')}'",
            Bech32Fault.MixedCase => "string not all lowercase or all uppercase",
            Bech32Fault.Separator => $"invalid separator index {separator}",
            Bech32Fault.DataCharacter => $"invalid character not part of charset: {(int)data.First(c => !Alphabet.Contains(c, StringComparison.Ordinal))}",
            Bech32Fault.Checksum => $"invalid checksum (expected {Checksum(text[..separator].ToLowerInvariant(), data)} got {data[^ChecksumLength..]})",
            _ => "illegal zero padding",
        };
    }

    // The library names the checksum that it would have taken.
    private static string Checksum(string prefix, string data)
    {
        var values = data[..^ChecksumLength].Select(c => (uint)Alphabet.IndexOf(c, StringComparison.Ordinal));
        var sum = prefix.Select(c => (uint)c >> 5).Append(0u).Concat(prefix.Select(c => (uint)c & 31)).Concat(values)
            .Concat(Enumerable.Repeat(0u, ChecksumLength)).Aggregate(1u, Step) ^ 1;
        return string.Concat(Enumerable.Range(0, ChecksumLength).Select(i => Alphabet[(int)((sum >> (5 * (5 - i))) & 31)]));
    }

    private static uint Step(uint sum, uint value)
    {
        ReadOnlySpan<uint> generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
        var top = sum >> 25;
        sum = ((sum & 0x1ffffff) << 5) ^ value;
        for (var i = 0; i < generator.Length; i++)
        {
            sum ^= ((top >> i) & 1) * generator[i];
        }

        return sum;
    }
}
