using System.Security.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;

namespace P8e.Cryptography.Ecies;

/// <summary>Agrees with a private key in this process. The caller owns the key and disposes it.</summary>
public sealed class LocalKeyAgreement : IKeyAgreement
{
    private readonly PrivateKey _key;
    private readonly ISecp256k1 _curve;

    /// <summary>Makes the agreement.</summary>
    /// <param name="key">The key; not disposed by this.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public LocalKeyAgreement(PrivateKey key, ISecp256k1? curve = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        _curve = curve ?? Secp256k1.Default;
    }

    /// <inheritdoc/>
    public PublicKey PublicKey => _key.PublicKey;

    /// <inheritdoc/>
    public ValueTask<SharedSecret> AgreeAsync(PublicKey ephemeral, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ephemeral);
        return ValueTask.FromResult(Agree(_curve, _key, ephemeral));
    }

    internal static SharedSecret Agree(ISecp256k1 curve, PrivateKey key, PublicKey other)
    {
        Span<byte> x = stackalloc byte[CurveFormat.ScalarBytes];
        try
        {
            Agree(curve, key.Scalar, other, x);
            return new SharedSecret(x);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(x);
        }
    }

    /// <summary>Agrees into the caller's memory, which the caller zeroes.</summary>
    internal static void Agree(ISecp256k1 curve, ReadOnlySpan<byte> scalar, PublicKey other, Span<byte> sharedX)
    {
        if (!curve.TryAgree(scalar, other.Uncompressed, sharedX))
        {
            throw new InvalidOperationException("The curve refused to agree on keys that it had accepted.");
        }
    }
}
