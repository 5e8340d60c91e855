using System.Buffers.Binary;
using System.Text;

namespace P8e.Execution.Wire;

/// <summary>Reads the parts of a message and refuses what exceeds the bytes received; byte values are slices of them.</summary>
internal sealed class WireReader(ReadOnlyMemory<byte> message)
{
    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlyMemory<byte> _rest = message;

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)).Span);

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)).Span);

    public byte Byte() => Take(1).Span[0];

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        _ => throw new WireException("A message holds a flag that is neither 0 nor 1."),
    };

    public string Text()
    {
        var length = Int();
        if (length > WireLimits.TextBytes)
        {
            throw new WireException($"A message holds a text of {length} bytes; allowed are {WireLimits.TextBytes}.");
        }

        try
        {
            return StrictText.GetString(Take(length).Span);
        }
        catch (DecoderFallbackException e)
        {
            throw new WireException("A message holds a text that is not UTF-8.", e);
        }
    }

    public ReadOnlyMemory<byte> Bytes() => Take(Int());

    public IReadOnlyList<T> List<T>(Func<WireReader, T> read)
    {
        var count = Int();
        // Every item takes at least four bytes, so a list never claims more items than the message can hold.
        if (count < 0 || count > WireLimits.Items || count > _rest.Length / sizeof(int))
        {
            throw new WireException($"A message holds a list of {count} items; allowed are {WireLimits.Items} that fit into it.");
        }

        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = read(this);
        }

        return items;
    }

    public void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new WireException($"A message has {_rest.Length} bytes too many.");
        }
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        if ((uint)length > (uint)_rest.Length)
        {
            throw new WireException($"A message ends early: {length} more bytes are announced, {_rest.Length} are there.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
