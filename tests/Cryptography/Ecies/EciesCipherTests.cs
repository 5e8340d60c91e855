using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Ecies;

public sealed class EciesCipherTests
{
    private static readonly byte[] Plaintext = "forty-four characters of a key in base64 ===="u8.ToArray();

    [Fact]
    public void TryOpen_OtherPartOrKeyOrAssociatedData_IsFalseAndLeavesNoPlaintext()
    {
        using var reader = PrivateKey.Generate(new SeededRandom(1), Curves.Fastest);
        using var other = PrivateKey.Generate(new SeededRandom(2), Curves.Fastest);
        var box = EciesCipher.Seal(Curves.Fastest, new SeededRandom(3), reader.PublicKey, Plaintext, "aad"u8);

        Assert.Equal(Plaintext, Open(reader, box, "aad"u8));
        Assert.Null(Open(reader, box, []));
        Assert.Null(Open(other, box, "aad"u8));
        Assert.Null(Open(reader, box with { Body = box.Body[..^1] }, "aad"u8));
        Assert.Null(Open(reader, box with { Tag = box.Tag[..^1] }, "aad"u8));
        Assert.Null(Open(reader, box with { Tag = default }, "aad"u8));
        Assert.Null(Open(reader, box with { Body = default }, "aad"u8));
    }

    [Fact]
    public void Seal_ReplacedByTheNegatedEphemeralKey_OpensToo()
    {
        // A property of the inherited scheme (research/reliability-anchors 3.2): ciphertext bytes are never an identity.
        using var reader = PrivateKey.Generate(new SeededRandom(1), Curves.Fastest);
        var box = EciesCipher.Seal(Curves.Fastest, new SeededRandom(3), reader.PublicKey, Plaintext, []);
        var compressed = box.Ephemeral.ToCompressed();
        compressed[0] ^= 1;

        Assert.Equal(Plaintext, Open(reader, box with { Ephemeral = PublicKey.Parse(compressed, Curves.Fastest) }, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void SharedSecret_NotThirtyTwoBytes_IsAProgrammersMistake(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SharedSecret(new byte[length]));

    private static byte[]? Open(PrivateKey key, EciesSealed box, ReadOnlySpan<byte> associatedData)
    {
        using var secret = LocalKeyAgreement.Agree(Curves.Fastest, key, box.Ephemeral);
        var plaintext = new byte[Plaintext.Length];
        if (EciesCipher.TryOpen(secret, box, associatedData, plaintext))
        {
            return plaintext;
        }

        Assert.Equal(new byte[Plaintext.Length], plaintext);
        return null;
    }
}
