using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Wire;

/// <summary>
/// One end of the pipe: a message is four bytes of length, little-endian, and as many bytes. One reader and one writer at a time. After
/// an exception the streams may stand inside a message: close them.
/// </summary>
public sealed class WireChannel
{
    private const int FirstRead = 64 * 1024;

    private static readonly byte[] EmptyHeader = new byte[sizeof(int)];

    private readonly Stream _input;
    private readonly Stream _output;

    // Length and, of a short message, all the rest arrive in one read; what belongs to the next message is kept here.
    private readonly byte[] _first = new byte[4096];
    private int _kept;
    private int _length;

    /// <summary>Speaks over two streams, which stay the caller's to close.</summary>
    public WireChannel(Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        _input = input;
        _output = output;
    }

    /// <summary>Sends a message.</summary>
    /// <exception cref="WireException">The message is beyond <see cref="WireLimits"/>; nothing was sent.</exception>
    public async Task WriteAsync(WireMessage message, CancellationToken cancellationToken)
    {
        await _output.WriteAsync(Encode(message), cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a message and waits on this thread.</summary>
    /// <exception cref="WireException">The message is beyond <see cref="WireLimits"/>; nothing was sent.</exception>
    public void Write(WireMessage message)
    {
        _output.Write(Encode(message).Span);
        _output.Flush();
    }

    /// <summary>Waits for a message; null when the other end closed the pipe between two messages.</summary>
    /// <exception cref="WireException">What came is no message, too long, or ended inside.</exception>
    public async Task<WireMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_kept < sizeof(int))
        {
            _kept += await _input.ReadAtLeastAsync(_first.AsMemory(_kept), sizeof(int) - _kept, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
        }

        if (_kept == 0)
        {
            return null;
        }

        var (body, filled) = Begin();
        while (filled < _length)
        {
            Grow(ref body, filled);
            var read = await _input.ReadAtLeastAsync(body.AsMemory(filled), body.Length - filled, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            filled = Fill(body, filled + read);
        }

        return WireCodec.Decode(body);
    }

    /// <summary>As <see cref="ReadAsync"/>, but waits on this thread.</summary>
    /// <exception cref="WireException">What came is no message, too long, or ended inside.</exception>
    public WireMessage? Read()
    {
        if (_kept < sizeof(int))
        {
            _kept += _input.ReadAtLeast(_first.AsSpan(_kept), sizeof(int) - _kept, throwOnEndOfStream: false);
        }

        if (_kept == 0)
        {
            return null;
        }

        var (body, filled) = Begin();
        while (filled < _length)
        {
            Grow(ref body, filled);
            filled = Fill(body, filled + _input.ReadAtLeast(body.AsSpan(filled), body.Length - filled, throwOnEndOfStream: false));
        }

        return WireCodec.Decode(body);
    }

    private static Memory<byte> Encode(WireMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var frame = new ArrayBufferWriter<byte>();
        frame.Write(EmptyHeader);
        WireCodec.Encode(message, frame);
        var length = frame.WrittenCount - sizeof(int);
        if (length > WireLimits.MessageBytes)
        {
            throw new WireException($"A message of {length} bytes is too long; allowed are {WireLimits.MessageBytes}.");
        }

        // The header's bytes are our own, written before the length was known.
        var bytes = MemoryMarshal.AsMemory(frame.WrittenMemory);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.Span, length);
        return bytes;
    }

    /// <summary>Takes the length and what came with it.</summary>
    private (byte[] Body, int Filled) Begin()
    {
        _length = _kept >= sizeof(int)
            ? BinaryPrimitives.ReadInt32LittleEndian(_first)
            : throw new WireException("The pipe was closed inside a message.");
        if (_length <= 0 || _length > WireLimits.MessageBytes)
        {
            throw new WireException($"A message announces {_length} bytes; allowed are 1 to {WireLimits.MessageBytes}.");
        }

        var body = new byte[Math.Min(_length, FirstRead)];
        var filled = Math.Min(_length, _kept - sizeof(int));
        var taken = sizeof(int) + filled;
        _first.AsSpan(sizeof(int), filled).CopyTo(body);
        _first.AsSpan(taken, _kept - taken).CopyTo(_first);
        _kept -= taken;
        return (body, filled);
    }

    // The buffer doubles as bytes arrive: an announced length alone makes nobody allocate it.
    private void Grow(ref byte[] body, int filled)
    {
        if (filled == body.Length)
        {
            Array.Resize(ref body, (int)Math.Min(_length, 2L * body.Length));
        }
    }

    private static int Fill(byte[] body, int filled) =>
        filled == body.Length ? filled : throw new WireException("The pipe was closed inside a message.");
}
