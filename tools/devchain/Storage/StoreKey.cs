using System.Text;

namespace P8e.Devchain.Storage;

/// <summary>Builds keys: the module's letter, the module's own prefix, then parts (provenance-chain 3.1).</summary>
internal static class StoreKey
{
    internal const byte Auth = (byte)'a';
    internal const byte Bank = (byte)'b';
    internal const byte Metadata = (byte)'m';
    internal const byte Authz = (byte)'z';
    internal const byte Attribute = (byte)'t';
    internal const byte Name = (byte)'n';
    internal const byte Marker = (byte)'k';

    internal static byte[] Of(byte module, byte prefix, ReadOnlySpan<byte> first = default, ReadOnlySpan<byte> second = default) =>
        [module, prefix, .. first, .. second];

    /// <summary>A part of varying length, so that no key is the beginning of another by accident.</summary>
    internal static byte[] Sized(ReadOnlySpan<byte> part) => [(byte)part.Length, .. part];

    internal static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
