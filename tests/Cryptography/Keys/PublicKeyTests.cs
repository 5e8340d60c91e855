using P8e.Cryptography.Keys;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Keys;

public sealed class PublicKeyTests
{
    [Fact]
    public void Parse_BothForms_AreEqualKeys()
    {
        using var key = PrivateKey.Generate(new SeededRandom(9), Curves.Fastest);
        var compressed = PublicKey.Parse(key.PublicKey.ToCompressed(), Curves.Platform);

        Assert.Equal(key.PublicKey, compressed);
        Assert.Equal(key.PublicKey.GetHashCode(), compressed.GetHashCode());
        Assert.Equal(key.PublicKey.ToBase64(), Convert.ToBase64String(compressed.Uncompressed));
        Assert.False(key.PublicKey.Equals(null));
        Assert.False(key.PublicKey.Equals((object)"text"));
    }

    [Fact]
    public void Parse_NoPoint_SaysWhatToGive()
    {
        var error = Assert.Throws<P8eInputException>(() => PublicKey.Parse(new byte[65], Curves.Fastest));

        Assert.Equal(ErrorCodes.KeyInvalid, error.Code);
        Assert.Contains("65 bytes", error.Message, StringComparison.Ordinal);
    }
}
