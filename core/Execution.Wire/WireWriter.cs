using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace P8e.Execution.Wire;

/// <summary>Writes the parts of a message; integers are little-endian, texts and bytes have their length before them.</summary>
internal sealed class WireWriter(IBufferWriter<byte> output)
{
    private long _bytes;

    public void Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }

    public void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), value);
        output.Advance(sizeof(long));
    }

    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        if (length > WireLimits.TextBytes)
        {
            throw new WireException($"A text of {length} bytes does not fit into a message; allowed are {WireLimits.TextBytes}.");
        }

        Int(length);
        Encoding.UTF8.GetBytes(value, output.GetSpan(length));
        output.Advance(length);
    }

    public void Bytes(ReadOnlyMemory<byte> value)
    {
        // Checked before the copy: one value may be sent many times.
        _bytes += value.Length;
        if (_bytes > WireLimits.MessageBytes)
        {
            throw new WireException($"{_bytes} bytes do not fit into a message; allowed are {WireLimits.MessageBytes}.");
        }

        Int(value.Length);
        output.Write(value.Span);
    }

    public void List<T>(IReadOnlyList<T> items, Action<WireWriter, T> write)
    {
        if (items.Count > WireLimits.Items)
        {
            throw new WireException($"A list of {items.Count} items does not fit into a message; allowed are {WireLimits.Items}.");
        }

        Int(items.Count);
        foreach (var item in items)
        {
            write(this, item);
        }
    }
}
