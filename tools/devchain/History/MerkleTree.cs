using System.Security.Cryptography;

namespace P8e.Devchain.History;

/// <summary>The hash of a list as CometBFT takes it: leaves and inner nodes have different prefixes, the left half is the larger power of two.</summary>
internal static class MerkleTree
{
    private const byte Leaf = 0;
    private const byte Inner = 1;

    /// <summary>The root's 32 bytes; those of no bytes for an empty list.</summary>
    internal static byte[] Root(ReadOnlySpan<byte[]> items) => items.Length switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([Leaf, .. items[0]]),
        _ => Join(items, Half(items.Length)),
    };

    /// <summary>The hashes beside the way from a leaf to the root, lowest first.</summary>
    internal static IReadOnlyList<byte[]> Aunts(ReadOnlySpan<byte[]> items, int index)
    {
        if (items.Length <= 1)
        {
            return [];
        }

        var half = Half(items.Length);
        return index < half
            ? [.. Aunts(items[..half], index), Root(items[half..])]
            : [.. Aunts(items[half..], index - half), Root(items[..half])];
    }

    private static int Half(int count) => 1 << System.Numerics.BitOperations.Log2((uint)(count - 1));

    private static byte[] Join(ReadOnlySpan<byte[]> items, int half) => SHA256.HashData([Inner, .. Root(items[..half]), .. Root(items[half..])]);
}
