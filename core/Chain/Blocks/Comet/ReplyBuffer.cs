using System.Buffers;

namespace P8e.Chain.Blocks.Comet;

/// <summary>A reply in rented pieces: what is held is what was received and at most one piece more, whatever length a node announces.</summary>
internal sealed class ReplyBuffer : IDisposable
{
    private const int PieceBytes = 64 * 1024;
    private readonly List<byte[]> _pieces = [];
    private int _lastLength;

    /// <summary>Everything received.</summary>
    internal ReadOnlySequence<byte> Content
    {
        get
        {
            if (_pieces.Count == 0)
            {
                return ReadOnlySequence<byte>.Empty;
            }

            var first = new Piece(_pieces[0].AsMemory(0, LengthOf(0)), 0);
            var last = first;
            for (var index = 1; index < _pieces.Count; index++)
            {
                last = last.Append(_pieces[index].AsMemory(0, LengthOf(index)));
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }

    public void Dispose()
    {
        foreach (var piece in _pieces)
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        _pieces.Clear();
    }

    /// <summary>Reads a stream to its end; false when it is longer than the maximum.</summary>
    internal async Task<bool> TryFillAsync(Stream stream, int maximum, CancellationToken cancellationToken)
    {
        long total = 0;
        while (true)
        {
            if (_pieces.Count == 0 || _lastLength == PieceBytes)
            {
                _pieces.Add(ArrayPool<byte>.Shared.Rent(PieceBytes));
                _lastLength = 0;
            }

            var read = await stream.ReadAsync(_pieces[^1].AsMemory(_lastLength, PieceBytes - _lastLength), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return true;
            }

            _lastLength += read;
            total += read;
            if (total > maximum)
            {
                return false;
            }
        }
    }

    private int LengthOf(int index) => index == _pieces.Count - 1 ? _lastLength : PieceBytes;

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal Piece(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        internal Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
