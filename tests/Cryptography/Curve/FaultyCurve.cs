using P8e.Cryptography.Curve;

namespace P8e.Cryptography.Tests.Curve;

/// <summary>A working curve whose agreement is spoilt: what a library of another version or build looks like.</summary>
internal sealed class FaultyCurve(ISecp256k1 inner, Action<Span<byte>> spoil) : ISecp256k1
{
    public CurveBackend Backend => inner.Backend;

    public string Description => inner.Description;

    public bool TryGetPublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey) => inner.TryGetPublicKey(privateKey, publicKey);

    public bool TryParsePoint(ReadOnlySpan<byte> encoded, Span<byte> publicKey) => inner.TryParsePoint(encoded, publicKey);

    public bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedX)
    {
        var agreed = inner.TryAgree(privateKey, publicKey, sharedX);
        spoil(sharedX);
        return agreed;
    }

    public bool TrySign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> digest, Span<byte> signature) => inner.TrySign(privateKey, digest, signature);

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) => inner.Verify(publicKey, digest, signature);
}
