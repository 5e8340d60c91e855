using P8e.Protocol.Errors;

namespace P8e.Cryptography.Payload;

/// <summary>
/// AES-256-GCM over a message that arrives in pieces, in place. When opening, the caller must not let a byte out before
/// <see cref="TryFinishOpening"/> has said yes.
/// </summary>
internal sealed unsafe class GcmStream : IDisposable
{
    private readonly OpenSslLibrary _library;
    private readonly bool _sealing;
    private nint _context;

    private GcmStream(bool sealing, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        _library = OpenSslLibrary.Instance ?? throw new P8eStateException(
            StateErrorKind.Conflict,
            ErrorCodes.StreamingUnavailable,
            "Streaming an object: OpenSSL's libcrypto was not found. Install it (Debian: libssl3); objects up to the buffered size work without.");
        _sealing = sealing;
        _context = _library.ContextNew();
        Check(_context == 0 ? 0 : 1);
        fixed (byte* keyPointer = key)
        fixed (byte* ivPointer = iv)
        {
            // Two calls: the length of the IV must be known before the IV is set.
            Check(_library.CipherInit(_context, _library.Aes256Gcm(), 0, null, null, sealing ? 1 : 0)
                & _library.Control(_context, OpenSslLibrary.ControlSetIvLength, iv.Length, null)
                & _library.CipherInit(_context, 0, 0, keyPointer, ivPointer, sealing ? 1 : 0));
        }
    }

    ~GcmStream() => Free();

    /// <summary>Whether this machine can work in pieces.</summary>
    internal static bool IsAvailable => OpenSslLibrary.Instance is not null;

    /// <summary>Starts to seal.</summary>
    internal static GcmStream Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) => new(sealing: true, key, iv);

    /// <summary>Starts to open.</summary>
    internal static GcmStream Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) => new(sealing: false, key, iv);

    /// <summary>Works on the next piece in place.</summary>
    internal void Transform(Span<byte> piece)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        if (piece.IsEmpty)
        {
            return;
        }

        var written = 0;
        fixed (byte* pointer = piece)
        {
            Check(_library.CipherUpdate(_context, pointer, &written, pointer, piece.Length));
        }

        GC.KeepAlive(this); // Else the finaliser may free the context while OpenSSL works with it.
    }

    /// <summary>Ends sealing and writes the tag.</summary>
    internal void FinishSealing(Span<byte> tag)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        var written = 0;
        byte unused;
        fixed (byte* pointer = tag[..AesFrame.TagBytes])
        {
            Check(_library.CipherFinal(_context, &unused, &written) & _library.Control(_context, OpenSslLibrary.ControlGetTag, AesFrame.TagBytes, pointer));
        }

        GC.KeepAlive(this);
    }

    /// <summary>Ends opening: whether all pieces together are what was sealed.</summary>
    internal bool TryFinishOpening(ReadOnlySpan<byte> tag)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        if (_sealing || tag.Length != AesFrame.TagBytes)
        {
            return false;
        }

        var written = 0;
        byte unused;
        fixed (byte* pointer = tag)
        {
            Check(_library.Control(_context, OpenSslLibrary.ControlSetTag, AesFrame.TagBytes, pointer));
            var authentic = _library.CipherFinal(_context, &unused, &written) == 1;
            GC.KeepAlive(this);
            return authentic;
        }
    }

    /// <summary>Frees the context; OpenSSL zeroes the key in it.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static void Check(int result)
    {
        if (result != 1)
        {
            throw new InvalidOperationException("libcrypto refused an AES-256-GCM call.");
        }
    }

    private void Free()
    {
        if (_context != 0)
        {
            _library.ContextFree(_context);
            _context = 0;
        }
    }
}
