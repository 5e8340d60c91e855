using System.Security.Cryptography;
using P8e.Benchmarks.Measuring;

namespace P8e.Benchmarks.Dime;

/// <summary>The symmetric work of an object by plain calls of the base class library, which is at OpenSSL's speed (performance-anchors 2.2): no objects, no texts, no headers.</summary>
internal sealed class SymmetricFloor : IDisposable
{
    private readonly byte[] content = new byte[SealWork.ContentBytes];
    private readonly byte[] output = new byte[SealWork.ContentBytes];
    private readonly byte[] key = new byte[32];
    private readonly byte[] derived = new byte[64];
    private readonly byte[] digest = new byte[64];
    private readonly byte[] nonce = new byte[12];
    private readonly byte[] tag = new byte[16];
    private readonly AesGcm payloadCipher = new(new byte[32], 16);

    /// <summary>Once per object: both hashes and the cipher over the content.</summary>
    internal IContender Content => new Operation(() =>
    {
        SHA256.HashData(content, digest);
        SHA512.HashData(content, digest);
        payloadCipher.Encrypt(nonce, content, output, tag);
    });

    /// <summary>Once per reader: HKDF to 64 bytes and two small ciphers under its key.</summary>
    internal IContender Reader => new Operation(() =>
    {
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt: [], info: []);
        using var cipher = new AesGcm(derived.AsSpan(0, 32), 16);
        cipher.Encrypt(nonce, content.AsSpan(0, 44), output.AsSpan(0, 44), tag);
        cipher.Encrypt(nonce, content.AsSpan(0, 32), output.AsSpan(0, 32), tag);
    });

    public void Dispose() => payloadCipher.Dispose();
}
