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
    private readonly byte[] _header = new byte[sizeof(int)];

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
        await _output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for a message; null when the other end closed the pipe between two messages.</summary>
    /// <exception cref="WireException">What came is no message, too long, or ended inside.</exception>
    public async Task<WireMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await _input.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            return null;
        }

        var length = read == _header.Length
            ? BinaryPrimitives.ReadInt32LittleEndian(_header)
            : throw new WireException("The pipe was closed inside a message.");
        if (length <= 0 || length > WireLimits.MessageBytes)
        {
            throw new WireException($"A message announces {length} bytes; allowed are 1 to {WireLimits.MessageBytes}.");
        }

        return WireCodec.Decode(await ReadBodyAsync(length, cancellationToken).ConfigureAwait(false));
    }

    // The buffer doubles as bytes arrive: an announced length alone makes nobody allocate it.
    private async Task<ReadOnlyMemory<byte>> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        var body = new byte[Math.Min(length, FirstRead)];
        var filled = 0;
        while (true)
        {
            var read = await _input.ReadAtLeastAsync(body.AsMemory(filled), body.Length - filled, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            filled += read;
            if (filled < body.Length)
            {
                throw new WireException("The pipe was closed inside a message.");
            }

            if (filled == length)
            {
                return body;
            }

            Array.Resize(ref body, (int)Math.Min(length, 2L * body.Length));
        }
    }
}
