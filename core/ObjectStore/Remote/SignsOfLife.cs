using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Remote;

/// <summary>Ends a call of streams when the other side gives no sign of life for too long; the time that our own side takes does not count.</summary>
internal sealed class SignsOfLife : IDisposable
{
    private readonly string _name;
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public SignsOfLife(string name, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        (_name, _patience) = (name, patience);
        _timer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    /// <summary>Ends the call.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether patience, and not the caller, ended the call.</summary>
    public bool IsOver(CancellationToken caller) => _timer.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <summary>It is the other side's turn from now on.</summary>
    public void Expect() => _timer.CancelAfter(_patience);

    /// <summary>It is our turn.</summary>
    public void Rest() => _timer.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Waits for the other side's next message.</summary>
    /// <returns>Whether there is one.</returns>
    public async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> messages, CancellationToken cancellationToken)
    {
        Expect();
        try
        {
            return await messages.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (IsOver(cancellationToken))
        {
            throw Silence(e);
        }
        finally
        {
            Rest();
        }
    }

    /// <summary>Waits for the other side's one answer, whose requests say themselves whose turn it is.</summary>
    public async Task<T> AnswerAsync<T>(Task<T> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (IsOver(cancellationToken))
        {
            throw Silence(e);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }

    private P8eTransientException Silence(Exception cause) =>
        new(ErrorCodes.GrpcDeadlineExceeded, $"Calling {_name}: no sign of life for {_patience}. Call again later.", innerException: cause);
}
