using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using P8e.Devchain.History;

namespace P8e.Devchain.Tests.History;

public sealed class MerkleTreeTests
{
    [Fact]
    public void Root_NoItems_IsTheHashOfNothing() => Assert.Equal(SHA256.HashData([]), MerkleTree.Root([]));

    [Fact]
    public void Root_ThreeItems_SplitsAtTheLargerPowerOfTwo()
    {
        var left = SHA256.HashData([1, .. SHA256.HashData([0, 7]), .. SHA256.HashData([0, 8])]);

        Assert.Equal(SHA256.HashData([1, .. left, .. SHA256.HashData([0, 9])]), MerkleTree.Root([[7], [8], [9]]));
    }

    [Fact]
    public void Aunts_OfAnyItem_LeadToTheRoot() => Prop.ForAll(
        Gen.Choose(1, 40).SelectMany(count => Gen.Choose(0, count - 1).Select(index => (count, index))).ToArbitrary(),
        pair =>
        {
            byte[][] items = [.. Enumerable.Range(0, pair.count).Select(i => new[] { (byte)i })];
            Assert.Equal(MerkleTree.Root(items), Climb(items, pair.index));
        }).QuickCheckThrowOnFailure();

    // Which side an aunt is on follows from index and count alone, as in CometBFT's proofs.
    private static byte[] Climb(byte[][] items, int index) =>
        Climb(MerkleTree.Root([items[index]]), index, items.Length, new Stack<byte[]>(MerkleTree.Aunts(items, index)));

    private static byte[] Climb(byte[] leaf, int index, int count, Stack<byte[]> aunts)
    {
        if (count == 1)
        {
            return leaf;
        }

        var half = 1;
        while (half * 2 < count)
        {
            half *= 2;
        }

        var aunt = aunts.Pop();
        return index < half
            ? SHA256.HashData([1, .. Climb(leaf, index, half, aunts), .. aunt])
            : SHA256.HashData([1, .. aunt, .. Climb(leaf, index - half, count - half, aunts)]);
    }
}
