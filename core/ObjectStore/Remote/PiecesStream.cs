namespace P8e.ObjectStore.Remote;

/// <summary>Pieces that arrive one after the other, read as a stream. A reading that is cancelled breaks it.</summary>
internal sealed class PiecesStream : Stream
{
    private readonly CancellationTokenSource _end = new();
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _pieces;
    private ReadOnlyMemory<byte> _piece;
    private bool _disposed;

    public PiecesStream(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces) => _pieces = pieces.GetAsyncEnumerator(_end.Token);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        using var link = cancellationToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
        while (_piece.IsEmpty && !buffer.IsEmpty)
        {
            try
            {
                if (!await _pieces.MoveNextAsync().ConfigureAwait(false))
                {
                    return 0;
                }
            }
            catch (OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }

            _piece = _pieces.Current;
        }

        var count = Math.Min(buffer.Length, _piece.Length);
        _piece[..count].CopyTo(buffer);
        _piece = _piece[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("What comes over a network is read asynchronously.");

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await _end.CancelAsync().ConfigureAwait(false);
            await _pieces.DisposeAsync().ConfigureAwait(false);
            _end.Dispose();
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            // The call ends by itself once it is cancelled, and gives its turn back; nobody waits for that here.
            _end.Cancel();
            _ = _pieces.DisposeAsync().AsTask();
        }

        base.Dispose(disposing);
    }
}
