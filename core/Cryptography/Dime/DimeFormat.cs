using P8e.Protocol.Errors;

namespace P8e.Cryptography.Dime;

/// <summary>Constants of the container's byte layout (object-store 5.1) and the one error that every malformed container gets.</summary>
internal static class DimeFormat
{
    internal const ushort Version = 1;
    internal const int UuidBytes = 16;
    internal const int LengthBytes = 4;

    /// <summary>Magic, version, length of the UUID, UUID.</summary>
    internal const int PreambleBytes = 4 + 2 + LengthBytes + UuidBytes;

    /// <summary>Everything that is not the content of a section.</summary>
    internal const int FixedBytes = PreambleBytes + (DimeSections.Count * LengthBytes);

    internal static ReadOnlySpan<byte> Magic => "DIME"u8;

    internal static P8eInputException Malformed(string fault) =>
        new(ErrorCodes.DimeMalformed, $"Reading a DIME container: {fault}. Upload the container as the SDK or a store wrote it.");
}
