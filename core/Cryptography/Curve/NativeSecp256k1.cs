using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace P8e.Cryptography.Curve;

/// <summary>secp256k1 by libsecp256k1: constant-time key operations, RFC 6979 nonces, low s.</summary>
internal sealed unsafe class NativeSecp256k1 : ISecp256k1
{
    private const uint SignAndVerify = 0x0301;
    private const uint Uncompressed = 0x0002;
    private const int OpaqueBytes = 64;

    private readonly Secp256k1Library _library;
    private readonly void* _context;

    private NativeSecp256k1(Secp256k1Library library)
    {
        _library = library;

        // One context for the life of the process: it is never written again, so all threads may read it.
        _context = library.ContextCreate(SignAndVerify);
        Span<byte> seed = stackalloc byte[32];
        RandomNumberGenerator.Fill(seed);
        fixed (byte* pointer = seed)
        {
            _ = library.ContextRandomize(_context, pointer); // Blinding against side channels; the answer is always 1.
        }

        CryptographicOperations.ZeroMemory(seed);
    }

    public CurveBackend Backend => CurveBackend.Native;

    public string Description => _library.Name;

    /// <summary>Loads libsecp256k1 once; null when it is not installed or computes something else.</summary>
    internal static NativeSecp256k1? TryLoad()
    {
        if (!Secp256k1Library.TryLoad(out var _library))
        {
            return null;
        }

        var native = new NativeSecp256k1(_library);
        return CurveSelfTest.Passes(native) ? native : null;
    }

    public bool TryGetPublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey)
    {
        if (!CurveFormat.IsScalar(privateKey))
        {
            return false;
        }

        var opaque = stackalloc byte[OpaqueBytes];
        fixed (byte* key = privateKey)
        {
            return _library.PublicKeyCreate(_context, opaque, key) == 1 && Serialize(opaque, publicKey);
        }
    }

    public bool TryParsePoint(ReadOnlySpan<byte> encoded, Span<byte> publicKey)
    {
        // The library would also take the hybrid forms 06 and 07.
        if (!HasKnownForm(encoded))
        {
            return false;
        }

        var opaque = stackalloc byte[OpaqueBytes];
        return Parse(encoded, opaque) && Serialize(opaque, publicKey);
    }

    public bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedX)
    {
        var opaque = stackalloc byte[OpaqueBytes];
        if (!CurveFormat.IsScalar(privateKey) || !IsUncompressed(publicKey) || !Parse(publicKey, opaque))
        {
            return false;
        }

        fixed (byte* key = privateKey)
        fixed (byte* output = sharedX[..CurveFormat.ScalarBytes])
        {
            return _library.Ecdh(_context, output, opaque, key, &CopyX, null) == 1;
        }
    }

    public bool TrySign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> digest, Span<byte> signature)
    {
        if (!CurveFormat.IsScalar(privateKey) || digest.Length != CurveFormat.DigestBytes)
        {
            return false;
        }

        var opaque = stackalloc byte[OpaqueBytes];
        fixed (byte* key = privateKey)
        fixed (byte* message = digest)
        fixed (byte* output = signature[..CurveFormat.SignatureBytes])
        {
            return _library.Sign(_context, opaque, message, key, null, null) == 1
                && _library.SignatureSerializeCompact(_context, output, opaque) == 1;
        }
    }

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        var key = stackalloc byte[OpaqueBytes];
        var opaque = stackalloc byte[OpaqueBytes];
        if (digest.Length != CurveFormat.DigestBytes || signature.Length != CurveFormat.SignatureBytes
            || !IsUncompressed(publicKey) || !Parse(publicKey, key))
        {
            return false;
        }

        fixed (byte* message = digest)
        fixed (byte* compact = signature)
        {
            if (_library.SignatureParseCompact(_context, opaque, compact) != 1)
            {
                return false;
            }

            _ = _library.SignatureNormalize(_context, opaque, opaque); // The library verifies low s only; peers also sign with high s.
            return _library.Verify(_context, opaque, message, key) == 1;
        }
    }

    private static bool HasKnownForm(ReadOnlySpan<byte> encoded) =>
        IsUncompressed(encoded)
        || (encoded.Length == CurveFormat.CompressedPointBytes && encoded[0] is 0x02 or 0x03);

    private static bool IsUncompressed(ReadOnlySpan<byte> encoded) =>
        encoded.Length == CurveFormat.PointBytes && encoded[0] == CurveFormat.UncompressedTag;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CopyX(byte* output, byte* x, byte* y, void* data)
    {
        new ReadOnlySpan<byte>(x, CurveFormat.ScalarBytes).CopyTo(new Span<byte>(output, CurveFormat.ScalarBytes));
        return 1;
    }

    private bool Parse(ReadOnlySpan<byte> encoded, byte* opaque)
    {
        fixed (byte* pointer = encoded)
        {
            return _library.PublicKeyParse(_context, opaque, pointer, (nuint)encoded.Length) == 1;
        }
    }

    private bool Serialize(byte* opaque, Span<byte> publicKey)
    {
        nuint length = CurveFormat.PointBytes;
        fixed (byte* pointer = publicKey[..CurveFormat.PointBytes])
        {
            return _library.PublicKeySerialize(_context, pointer, &length, opaque, Uncompressed) == 1;
        }
    }
}
