using System.Security.Cryptography;
using P8e.Benchmarks.Measuring;

namespace P8e.Benchmarks.Streams;

/// <summary>Each algorithm alone over the same bytes, in large pieces by the base class library: their sum is what one core needs at least.</summary>
internal sealed class SerialLimit(byte[] block, long length) : IDisposable
{
    private readonly AesGcm cipher = new(new byte[32], 16);
    private readonly byte[] ciphertext = new byte[block.Length];
    private readonly byte[] nonce = new byte[12];
    private readonly byte[] tag = new byte[16];

    internal IContender Sha256 => new Operation(() => Hash(HashAlgorithmName.SHA256));

    internal IContender Sha512 => new Operation(() => Hash(HashAlgorithmName.SHA512));

    internal IContender Gcm => new Operation(() =>
    {
        for (long done = 0; done < length; done += block.Length)
        {
            cipher.Encrypt(nonce, block, ciphertext, tag);
        }
    });

    public void Dispose() => cipher.Dispose();

    private void Hash(HashAlgorithmName name)
    {
        using var hash = IncrementalHash.CreateHash(name);
        for (long done = 0; done < length; done += block.Length)
        {
            hash.AppendData(block);
        }

        _ = hash.GetHashAndReset();
    }
}
