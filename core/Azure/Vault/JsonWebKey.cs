using P8e.Cryptography.Keys;

namespace P8e.Azure.Vault;

/// <summary>The public half of a key as the vault tells it.</summary>
internal sealed record JsonWebKey
{
    /// <summary>Name of secp256k1 in the vault.</summary>
    internal const string CurveP256K = "P-256K";

    /// <summary>The operation that a signing key must allow.</summary>
    internal const string SignOperation = "sign";

    /// <summary><c>EC</c>, or <c>EC-HSM</c> for one that a hardware module holds.</summary>
    internal required string KeyType { get; init; }

    /// <summary>The curve's name; empty for a key without one.</summary>
    internal required string CurveName { get; init; }

    /// <summary>What the key may do.</summary>
    internal required IReadOnlyList<string> KeyOps { get; init; }

    internal byte[] X { get; init; } = [];

    internal byte[] Y { get; init; } = [];

    /// <summary>The point; null for another kind of key, or a point that is not on the curve.</summary>
    internal PublicKey? ToPublicKey()
    {
        const int CoordinateBytes = 32;
        if (KeyType is not ("EC" or "EC-HSM") || CurveName != CurveP256K || X.Length is 0 or > CoordinateBytes || Y.Length is 0 or > CoordinateBytes)
        {
            return null;
        }

        Span<byte> point = stackalloc byte[PublicKey.UncompressedBytes];
        point.Clear();
        point[0] = 4;
        X.CopyTo(point[(1 + CoordinateBytes - X.Length)..]);
        Y.CopyTo(point[(PublicKey.UncompressedBytes - Y.Length)..]);
        return PublicKey.TryParse(point, out var key) ? key : null;
    }
}
