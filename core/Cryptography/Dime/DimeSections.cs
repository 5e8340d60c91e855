namespace P8e.Cryptography.Dime;

/// <summary>The four length-prefixed sections after the UUID, as bytes.</summary>
internal sealed record DimeSections(
    ReadOnlyMemory<byte> Metadata, ReadOnlyMemory<byte> Uri, ReadOnlyMemory<byte> Signatures, ReadOnlyMemory<byte> Protobuf)
{
    internal const int Count = 4;

    internal int Length => Metadata.Length + Uri.Length + Signatures.Length + Protobuf.Length;

    internal IEnumerable<ReadOnlyMemory<byte>> InOrder => [Metadata, Uri, Signatures, Protobuf];
}
