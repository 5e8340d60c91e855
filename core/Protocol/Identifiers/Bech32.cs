using System.Diagnostics.CodeAnalysis;

namespace P8e.Protocol.Identifiers;

/// <summary>
/// Classic bech32 (BIP-173, checksum constant 1, not bech32m) with 8-to-5-bit conversion (provenance-chain 1.3).
/// Every accepted text is the only one of its prefix and bytes, apart from being all upper case. The code's known weakness
/// (a 'q' before a final 'p') changes the number of data characters, so a caller must know the length it expects.
/// </summary>
public static class Bech32
{
    /// <summary>Longest text the chain decodes as a metadata address, in characters.</summary>
    public const int ChainMaximumLength = 1023;

    /// <summary>Longest text BIP-173 and the JVM SDK decode, in characters (p8e-sdk 12).</summary>
    public const int StandardMaximumLength = 90;

    internal const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int MinimumLength = 8;
    private const int ChecksumLength = 6;
    private const char Separator = '1';
    private const byte NotInAlphabet = 0xff;
    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    // What the top five bits of a checksum add to the next one, and the value of every ASCII character: one look each instead of a loop.
    private static readonly uint[] Feedback = [.. Enumerable.Range(0, 32).Select(top => Enumerable.Range(0, 5).Aggregate(0u, (sum, bit) => sum ^ ((uint)((top >> bit) & 1) * Generator[bit])))];
    private static readonly byte[] ValueOf = [.. Enumerable.Range(0, 128).Select(c => Alphabet.IndexOf((char)c, StringComparison.Ordinal) is >= 0 and var value ? (byte)value : NotInAlphabet)];

    /// <summary>Writes lower-case bech32.</summary>
    /// <param name="prefix">Human-readable part: 1 or more printable ASCII characters, no capitals.</param>
    /// <param name="data">The bytes; text longer than <see cref="ChainMaximumLength"/> is a programmer's mistake.</param>
    /// <exception cref="ArgumentException">The prefix is not valid or the text would be too long.</exception>
    public static string Encode(string prefix, ReadOnlySpan<byte> data)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        if (prefix.AsSpan().ContainsAnyExceptInRange('!', '~') || prefix.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            throw new ArgumentException("A bech32 prefix is printable ASCII without capitals.", nameof(prefix));
        }

        var groups = ((data.Length * 8) + 4) / 5;
        var length = prefix.Length + 1 + groups + ChecksumLength;
        if (length > ChainMaximumLength)
        {
            throw new ArgumentException($"The text would have {length} characters, at most {ChainMaximumLength} are allowed.", nameof(data));
        }

        Span<byte> values = stackalloc byte[groups + ChecksumLength];
        Spread(data, values[..groups]);
        WriteChecksum(prefix, values);
        Span<char> text = stackalloc char[length];
        prefix.CopyTo(text);
        text[prefix.Length] = Separator;
        for (var i = 0; i < values.Length; i++)
        {
            text[prefix.Length + 1 + i] = Alphabet[values[i]];
        }

        return new string(text);
    }

    /// <summary>Reads bech32; all lower or all upper case, padding bits zero and fewer than five.</summary>
    /// <param name="text">Untrusted text of any length; nothing is allocated before its length is known to be allowed.</param>
    /// <param name="maximumLength">Longest text to accept, in characters, at most <see cref="ChainMaximumLength"/>.</param>
    /// <param name="prefix">The human-readable part in lower case; null on failure.</param>
    /// <param name="data">The bytes; null on failure.</param>
    /// <returns><see cref="Bech32Fault.None"/>, or the first fault found.</returns>
    public static Bech32Fault TryDecode(ReadOnlySpan<char> text, int maximumLength, out string? prefix, out byte[]? data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumLength, ChainMaximumLength);
        prefix = null;
        data = null;
        if (text.Length < MinimumLength || text.Length > maximumLength)
        {
            return Bech32Fault.Length;
        }

        Span<char> lower = stackalloc char[text.Length];
        var fault = Lower(text, lower);
        if (fault != Bech32Fault.None)
        {
            return fault;
        }

        var separator = lower.LastIndexOf(Separator);
        if (separator < 1 || separator + ChecksumLength >= text.Length)
        {
            return Bech32Fault.Separator;
        }

        Span<byte> values = stackalloc byte[text.Length - separator - 1];
        fault = ReadValues(lower[..separator], lower[(separator + 1)..], values);
        if (fault != Bech32Fault.None || !TryGather(values[..^ChecksumLength], out data))
        {
            return fault != Bech32Fault.None ? fault : Bech32Fault.Padding;
        }

        prefix = new string(lower[..separator]);
        return Bech32Fault.None;
    }

    private static Bech32Fault Lower(ReadOnlySpan<char> text, Span<char> lower)
    {
        if (text.ContainsAnyExceptInRange('!', '~'))
        {
            return Bech32Fault.Character;
        }

        if (text.ContainsAnyInRange('A', 'Z') && text.ContainsAnyInRange('a', 'z'))
        {
            return Bech32Fault.MixedCase;
        }

        System.Text.Ascii.ToLower(text, lower, out _);
        return Bech32Fault.None;
    }

    private static Bech32Fault ReadValues(ReadOnlySpan<char> prefix, ReadOnlySpan<char> characters, Span<byte> values)
    {
        for (var i = 0; i < characters.Length; i++)
        {
            values[i] = ValueOf[characters[i]];
            if (values[i] == NotInAlphabet)
            {
                return Bech32Fault.DataCharacter;
            }
        }

        return Polymod(prefix, values) == 1 ? Bech32Fault.None : Bech32Fault.Checksum;
    }

    private static void WriteChecksum(string prefix, Span<byte> values)
    {
        values[^ChecksumLength..].Clear();
        var checksum = Polymod(prefix, values) ^ 1;
        for (var i = 0; i < ChecksumLength; i++)
        {
            values[^(ChecksumLength - i)] = (byte)((checksum >> (5 * (5 - i))) & 31);
        }
    }

    private static uint Polymod(ReadOnlySpan<char> prefix, ReadOnlySpan<byte> values)
    {
        var checksum = 1u;
        foreach (var c in prefix)
        {
            checksum = Step(checksum, (uint)c >> 5);
        }

        checksum = Step(checksum, 0);
        foreach (var c in prefix)
        {
            checksum = Step(checksum, (uint)c & 31);
        }

        foreach (var value in values)
        {
            checksum = Step(checksum, value);
        }

        return checksum;
    }

    private static uint Step(uint checksum, uint value) => ((checksum & 0x1ffffff) << 5) ^ value ^ Feedback[checksum >> 25];

    private static void Spread(ReadOnlySpan<byte> data, Span<byte> groups)
    {
        uint buffer = 0;
        int bits = 0, next = 0;
        foreach (var b in data)
        {
            buffer = (buffer << 8) | b;
            for (bits += 8; bits >= 5;)
            {
                bits -= 5;
                groups[next++] = (byte)((buffer >> bits) & 31);
            }
        }

        if (bits > 0)
        {
            groups[next] = (byte)((buffer << (5 - bits)) & 31);
        }
    }

    private static bool TryGather(ReadOnlySpan<byte> groups, [NotNullWhen(true)] out byte[]? data)
    {
        data = null;
        var leftover = groups.Length * 5 % 8;
        if (leftover >= 5 || (leftover > 0 && (groups[^1] & ((1 << leftover) - 1)) != 0))
        {
            return false;
        }

        data = new byte[groups.Length * 5 / 8];
        uint buffer = 0;
        int bits = 0, next = 0;
        foreach (var group in groups)
        {
            buffer = (buffer << 5) | group;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                data[next++] = (byte)(buffer >> bits);
            }
        }

        return true;
    }
}
