namespace P8e.Cryptography.Dime;

/// <summary>The four length-prefixed sections after the UUID, as bytes.</summary>
/// <param name="Metadata">JSON.</param>
/// <param name="Uri">UTF-8.</param>
/// <param name="Signatures">JSON.</param>
/// <param name="Protobuf">As it came in; null in a header that was made here, whose message is written when the header is.</param>
internal sealed record DimeSections(
    ReadOnlyMemory<byte> Metadata, ReadOnlyMemory<byte> Uri, ReadOnlyMemory<byte> Signatures, ReadOnlyMemory<byte>? Protobuf)
{
    internal const int Count = 4;
}
