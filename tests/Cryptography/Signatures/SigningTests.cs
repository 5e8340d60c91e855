using System.Security.Cryptography;
using System.Text;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Signatures;

public sealed class SigningTests
{
    public static TheoryData<string> Recorded => [.. RecordedSignatures.Read().Keys];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void VerifyDigest_SignatureOfTheSdk_VerifiesOnBothImplementations(string name)
    {
        var recorded = RecordedSignatures.Read()[name];
        using var key = PrivateKey.Import(recorded.PrivateKey, Curves.Fastest);
        foreach (var curve in new[] { Curves.Fastest, Curves.Platform })
        {
            Assert.True(Signing.VerifyDigest(key.PublicKey, recorded.Digest, recorded.Signature, curve));
            Assert.True(Signing.VerifyDigest(key.PublicKey, recorded.Digest, recorded.Signature.ToLowS(), curve));
            Assert.False(Signing.VerifyDigest(key.PublicKey, SHA256.HashData(recorded.Hash), recorded.Signature, curve));
        }

        Assert.Equal(recorded.IsLowS, recorded.Signature.IsLowS);
    }

    [Fact]
    public void Digest_Sha512_IsTheFirstHalf()
    {
        // object-store 5.7: the order of the curve has 256 bits.
        var message = "abc"u8.ToArray();

        Assert.Equal(SHA512.HashData(message)[..32], Signing.Digest(message, SignatureDigest.Sha512));
        Assert.Equal(SHA256.HashData(message), Signing.Digest(message, SignatureDigest.Sha256));
    }

    [Theory]
    [InlineData(SignatureDigest.Sha256)]
    [InlineData(SignatureDigest.Sha512)]
    public async Task SignAsync_Message_VerifiesAsThePlatformDoesAndOnlyWithItsHash(SignatureDigest hash)
    {
        var message = Encoding.UTF8.GetBytes("a message");
        using var key = PrivateKey.Generate(new SeededRandom(5), Curves.Fastest);
        using var reference = ECDsa.Create();
        reference.ImportSubjectPublicKeyInfo(PublicKeyPem.ToDer(key.PublicKey), out _);
        var name = hash == SignatureDigest.Sha512 ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;
        foreach (var curve in new[] { Curves.Fastest, Curves.Platform })
        {
            var signature = await new LocalSigner(key, curve).SignAsync(message, hash, TestContext.Current.CancellationToken);

            Assert.True(reference.VerifyData(message, signature.ToDer(), name, DSASignatureFormat.Rfc3279DerSequence));
            Assert.True(Signing.Verify(key.PublicKey, message, hash, signature, curve));
            Assert.False(Signing.Verify(key.PublicKey, message, (SignatureDigest)(1 - (int)hash), signature, curve));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(64)]
    public async Task SignDigestAsync_NotThirtyTwoBytes_IsAProgrammersMistake(int length)
    {
        using var key = PrivateKey.Generate(new SeededRandom(6), Curves.Fastest);
        var signer = new LocalSigner(key, Curves.Fastest);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await signer.SignDigestAsync(new byte[length], TestContext.Current.CancellationToken));
    }
}
