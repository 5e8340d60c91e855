using System.Buffers.Binary;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Service;

/// <summary>
/// Why a container was refused, in the words of the Rust store where those are its own (object-store 3.3); where it quotes its libraries, in ours.
/// </summary>
internal static class ContainerFault
{
    private const uint Magic = 0x44494D45;
    private const int VersionAt = 4;
    private const int UuidLengthAt = 6;
    private const int UuidAt = 10;
    private const int UuidBytes = 16;

    /// <summary>The container ends inside its header; the Rust store's handler crashes here (recorded: container-cut-*).</summary>
    internal const string Cut = "DimeError(BufferSizeError(\"Not enough bytes in buffer to parse Dime\"))";

    internal static string TextFor(ReadOnlySpan<byte> received, P8eInputException fault)
    {
        if (received.Length >= VersionAt && BinaryPrimitives.ReadUInt32BigEndian(received) is not Magic and var magic)
        {
            return $"DimeError(InvalidMagicBytesError(\"Invalid magic bytes of {magic}\"))";
        }

        if (received.Length >= UuidLengthAt && BinaryPrimitives.ReadUInt16BigEndian(received[VersionAt..]) is not 1 and var version)
        {
            return $"DimeError(InvalidVersionError({version}))";
        }

        return received.Length >= UuidAt && BinaryPrimitives.ReadUInt32BigEndian(received[UuidLengthAt..]) is not UuidBytes and var length
            ? $"DimeError(InvalidUuidSizeError({length}))"
            : $"DimeError({fault.Message})";
    }
}
