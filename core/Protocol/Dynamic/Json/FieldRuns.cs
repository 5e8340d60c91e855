using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Dynamic.Wire;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>
/// Of the messages being written, innermost last: which fields were met and where each field's bytes begin. JSON gives fields in any order, the wire
/// wants them ascending; a message that came out of order is put right by moving its runs once, when it is complete.
/// </summary>
internal sealed class FieldRuns
{
    private readonly List<(int Number, int Start)> _runs = [];
    private ulong[] _seen = new ulong[16];
    private int _seenTop;

    /// <summary>Opens a message; the result goes to the other methods and to <see cref="Close"/>.</summary>
    internal FieldRunsMark Open(MessageShape shape)
    {
        var words = (shape.Fields.Length + shape.OneofCount + 63) / 64;
        if (_seenTop + words > _seen.Length)
        {
            Array.Resize(ref _seen, (_seenTop + words) * 2);
        }

        _seen.AsSpan(_seenTop, words).Clear();
        var mark = new FieldRunsMark(shape, _runs.Count, _seenTop);
        _seenTop += words;
        return mark;
    }

    /// <summary>Notes a field of the innermost message; false when it was noted before.</summary>
    internal bool Meet(FieldRunsMark mark, FieldShape field) => Set(mark, field.Ordinal);

    /// <summary>Notes that a member of the oneof has a value; false when one had.</summary>
    internal bool MeetOneof(FieldRunsMark mark, FieldShape field) => Set(mark, mark.Shape.Fields.Length + field.OneofIndex);

    internal bool IsMet(FieldRunsMark mark, FieldShape field) => (_seen[mark.Seen + (field.Ordinal >> 6)] & (1UL << field.Ordinal)) != 0;

    internal void Add(FieldShape field, int start) => _runs.Add((field.Number, start));

    internal void Close(FieldRunsMark mark, WireBuffer output)
    {
        for (var i = mark.Run + 1; i < _runs.Count; i++)
        {
            if (_runs[i].Number < _runs[i - 1].Number)
            {
                Reorder(mark, output);
                break;
            }
        }

        _runs.RemoveRange(mark.Run, _runs.Count - mark.Run);
        _seenTop = mark.Seen;
    }

    private bool Set(FieldRunsMark mark, int bit)
    {
        ref var word = ref _seen[mark.Seen + (bit >> 6)];
        var before = word;
        word |= 1UL << bit;
        return word != before;
    }

    private void Reorder(FieldRunsMark mark, WireBuffer output)
    {
        var begin = _runs[mark.Run].Start;
        var order = new (int Number, int Start, int Length)[_runs.Count - mark.Run];
        for (var i = 0; i < order.Length; i++)
        {
            var (number, start) = _runs[mark.Run + i];
            var end = mark.Run + i + 1 < _runs.Count ? _runs[mark.Run + i + 1].Start : output.Length;
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
