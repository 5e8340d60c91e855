using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Identifiers;

/// <summary>
/// Turns a record name into the part of an address that stands for it (provenance-chain 1.2). The chain derives every address
/// itself, so its rules count: Go's TrimSpace and ToLower, code point by code point. The JVM SDK differs for a few letters
/// outside ASCII (p8e-sdk 12).
/// </summary>
public static class RecordName
{
    /// <summary>Longest name the chain accepts, in bytes of UTF-8 (provenance-chain 3.3).</summary>
    public const int MaximumBytes = 200;

    /// <summary>Length of a name hash, in bytes: the first half of a SHA-256.</summary>
    public const int HashLength = 16;

    // The one code point whose simple lower case .NET's invariant culture leaves alone.
    private static readonly Rune CapitalDottedI = new(0x130);

    /// <summary>The form that is hashed: outer white space cut off, every code point in simple lower case.</summary>
    /// <param name="name">1 to 200 bytes of UTF-8, not blank. The chain keeps the name itself as sent.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RecordNameInvalid"/>: blank, too long or not valid Unicode.</exception>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryNormalize(name, out var normal, out var reason)
            ? normal
            : throw new P8eInputException(ErrorCodes.RecordNameInvalid, $"Deriving an address from a record name: the name {reason}.");
    }

    /// <summary>First 16 bytes of the SHA-256 of the normal form's UTF-8.</summary>
    /// <param name="name">As for <see cref="Normalize"/>.</param>
    /// <returns>Exactly <see cref="HashLength"/> bytes.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RecordNameInvalid"/>.</exception>
    public static byte[] Hash(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(Normalize(name)))[..HashLength];

    private static bool TryNormalize(string name, [NotNullWhen(true)] out string? normal, out string reason)
    {
        normal = null;
        reason = $"is longer than {MaximumBytes} bytes; shorten it";

        // No string of more UTF-16 units than that fits, so the work stays bounded before anything is counted.
        if (name.Length > MaximumBytes || Encoding.UTF8.GetByteCount(name) > MaximumBytes)
        {
            return false;
        }

        var trimmed = name.AsSpan().Trim();
        reason = "is empty or blank; give it at least one visible character";
        if (trimmed.IsEmpty)
        {
            return false;
        }

        reason = "is not valid Unicode; send UTF-8";
        return TryLower(trimmed, out normal);
    }

    private static bool TryLower(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? lower)
    {
        lower = null;
        var result = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var used) != OperationStatus.Done)
            {
                return false;
            }

            result.Append(rune == CapitalDottedI ? "i" : Rune.ToLowerInvariant(rune).ToString());
            text = text[used..];
        }

        lower = result.ToString();
        return true;
    }
}
