using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Identifiers;

/// <summary>
/// UUIDs as they stand on the wire: text of 36 characters, bytes in the order of the hex digits (provenance-chain 1.1),
/// never the mixed order of <see cref="Guid.ToByteArray()"/>.
/// </summary>
public static class Uuid
{
    /// <summary>Length of the binary form, in bytes.</summary>
    public const int Length = 16;

    // Guid's own parser also takes signs and 0x inside the groups.
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <summary>Reads the dashed form of 36 characters in either case; braces, <c>urn:</c> and shortened forms are refused.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.UuidInvalid"/>.</exception>
    public static Guid Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var uuid)
            ? uuid
            : throw new P8eInputException(
                ErrorCodes.UuidInvalid,
                $"Reading a UUID: {CallerText.Quote(text)} is not of the form 01234567-89ab-cdef-0123-456789abcdef. Send that form.");
    }

    /// <summary>As <see cref="Parse"/>, but a wrong text is an answer, not an error.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Guid uuid)
    {
        uuid = default;
        return text is { Length: 36 } && !text.AsSpan().ContainsAnyExcept(Allowed) && Guid.TryParseExact(text, "D", out uuid);
    }

    /// <summary>The canonical text: dashed, lower case, 36 characters.</summary>
    public static string Format(Guid uuid) => uuid.ToString("D");

    /// <summary>Takes 16 bytes, most significant first. No version bits are asked for or forced (p8e-sdk 8.2).</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.UuidInvalid"/> for any other length.</exception>
    public static Guid FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new Guid(bytes, bigEndian: true)
        : throw new P8eInputException(ErrorCodes.UuidInvalid, $"Reading a UUID: {bytes.Length} bytes were given. Send {Length}.");

    /// <summary>The 16 bytes, most significant first.</summary>
    public static byte[] ToBytes(Guid uuid) => uuid.ToByteArray(bigEndian: true);
}
