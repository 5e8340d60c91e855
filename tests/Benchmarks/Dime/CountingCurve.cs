using P8e.Cryptography.Curve;

namespace P8e.Benchmarks.Dime;

/// <summary>Counts the calls that reach a curve, so that growth is judged by counting and not by timing.</summary>
internal sealed class CountingCurve(ISecp256k1 curve) : ISecp256k1
{
    internal int Calls { get; private set; }

    public CurveBackend Backend => curve.Backend;

    public string Description => curve.Description;

    public bool TryGetPublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey) => Counted().TryGetPublicKey(privateKey, publicKey);

    public bool TryParsePoint(ReadOnlySpan<byte> encoded, Span<byte> publicKey) => Counted().TryParsePoint(encoded, publicKey);

    public bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedX) =>
        Counted().TryAgree(privateKey, publicKey, sharedX);

    public bool TrySign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> digest, Span<byte> signature) => Counted().TrySign(privateKey, digest, signature);

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        Counted().Verify(publicKey, digest, signature);

    private ISecp256k1 Counted()
    {
        Calls++;
        return curve;
    }
}
