using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>
/// Of the messages being written, innermost last: which fields were met and where each field's bytes begin. JSON gives fields in any order, the wire
/// wants them ascending; a message that came out of order is put right by moving its runs once, when it is complete.
/// </summary>
internal sealed class FieldRuns
{
    private readonly List<(int Number, int Start)> runs = [];
    private ulong[] seen = new ulong[16];
    private int seenTop;

    /// <summary>Opens a message; the result goes to the other methods and to <see cref="Close"/>.</summary>
    internal FieldRunsMark Open(MessageShape shape)
    {
        var words = (shape.Fields.Length + shape.OneofCount + 63) / 64;
        if (seenTop + words > seen.Length)
        {
            Array.Resize(ref seen, (seenTop + words) * 2);
        }

        seen.AsSpan(seenTop, words).Clear();
        var mark = new FieldRunsMark(shape, runs.Count, seenTop);
        seenTop += words;
        return mark;
    }

    /// <summary>Notes a field of the innermost message; false when it was noted before.</summary>
    internal bool Meet(FieldRunsMark mark, FieldShape field) => Set(mark, field.Ordinal);

    /// <summary>Notes that a member of the oneof has a value; false when one had.</summary>
    internal bool MeetOneof(FieldRunsMark mark, FieldShape field) => Set(mark, mark.Shape.Fields.Length + field.OneofIndex);

    internal bool IsMet(FieldRunsMark mark, FieldShape field) => (seen[mark.Seen + (field.Ordinal >> 6)] & (1UL << field.Ordinal)) != 0;

    internal void Add(FieldShape field, int start) => runs.Add((field.Number, start));

    internal void Close(FieldRunsMark mark, WireBuffer output)
    {
        for (var i = mark.Run + 1; i < runs.Count; i++)
        {
            if (runs[i].Number < runs[i - 1].Number)
            {
                Reorder(mark, output);
                break;
            }
        }

        runs.RemoveRange(mark.Run, runs.Count - mark.Run);
        seenTop = mark.Seen;
    }

    private bool Set(FieldRunsMark mark, int bit)
    {
        ref var word = ref seen[mark.Seen + (bit >> 6)];
        var before = word;
        word |= 1UL << bit;
        return word != before;
    }

    private void Reorder(FieldRunsMark mark, WireBuffer output)
    {
        var begin = runs[mark.Run].Start;
        var order = new (int Number, int Start, int Length)[runs.Count - mark.Run];
        for (var i = 0; i < order.Length; i++)
        {
            var (number, start) = runs[mark.Run + i];
            var end = mark.Run + i + 1 < runs.Count ? runs[mark.Run + i + 1].Start : output.Length;
            order[i] = (number, start, end - start);
        }

        Array.Sort(order, static (left, right) => left.Number.CompareTo(right.Number));
        using var scratch = new WireBuffer(int.MaxValue / 2);
        foreach (var (_, start, length) in order)
        {
            scratch.WriteBytes(output.Slice(start, length));
        }

        scratch.Written.CopyTo(output.Slice(begin, scratch.Length));
    }
}
