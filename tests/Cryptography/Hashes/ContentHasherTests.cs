using System.Security.Cryptography;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Hashes;

public sealed class ContentHasherTests
{
    [Fact]
    public void Finish_PiecesOfAnySize_EqualsOneShotAndStartsAgain()
    {
        var content = new SeededRandom(3).Next(5000);
        using var hasher = new ContentHasher();
        foreach (var size in new[] { 1, 63, 64, 65, 5000 })
        {
            foreach (var piece in content.Chunk(size))
            {
                hasher.Append(piece);
            }

            var digest = hasher.Finish();
            Assert.Equal(SHA256.HashData(content), digest.Sha256.ToArray());
            Assert.Equal(SHA512.HashData(content), digest.Sha512.ToArray());
        }
    }

    [Fact]
    public void Equals_SameBytesInOtherMemory_IsTrue()
    {
        var (one, two, other) = (ContentHasher.HashData([1, 2]), ContentHasher.HashData([1, 2]), ContentHasher.HashData([1, 3]));

        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, other);
    }
}
