using P8e.Conformance.Stores.Recording;
using P8e.RawHttp2;

namespace P8e.Conformance.Stores.Calls;

/// <summary>Calls our server as the recorder called the reference server: frame by frame, with whatever bytes were sent.</summary>
internal sealed class StoreCaller(RawConnection connection) : IAsyncDisposable
{
    private const uint Cancel = 8;
    private const int Window = 64 * 1024;

    /// <summary>How long a call may take before something is wrong.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing comes when nothing is meant to come.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(300);

    internal RawConnection Connection => connection;

    internal static async Task<StoreCaller> ConnectAsync(Uri address, CancellationToken cancellationToken) => new(await RawConnection.ConnectAsync(address, null, cancellationToken));

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>Headers of a call as the recorder sent them.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> HeadersOf(string path, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        KeyValuePair<string, string>[] own = [new(":method", "POST"), new(":scheme", "http"), new(":path", path), new(":authority", "127.0.0.1"), new("te", "trailers")];
        var extra = metadata.ToArray();
        var type = extra.Any(header => header.Key == "content-type") ? [] : new KeyValuePair<string, string>[] { new("content-type", "application/grpc") };
        return [.. own, .. type, .. extra];
    }

    /// <summary>Runs one recorded step.</summary>
    internal async Task<StoreAnswer> CallAsync(StoreStep step, IReadOnlyList<byte[]> frames, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            var pace = CallPace.Of(step);
            return pace.BeforeReading > TimeSpan.Zero
                ? await ReadSlowlyAsync(step, frames, pace.BeforeReading, patience.Token)
                : await CallAsync(step, frames, pace, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MismatchException($"no answer within {s_patience.TotalSeconds} s");
        }
    }

    /// <summary>Calls with whole messages and waits for the answer.</summary>
    internal async Task<StoreAnswer> CallAsync(string path, IEnumerable<byte[]> frames, CancellationToken cancellationToken)
    {
        var stream = await connection.OpenAsync(HeadersOf(path, []), cancellationToken);
        foreach (var frame in frames)
        {
            await stream.SendAsync(frame, false, cancellationToken);
        }

        await stream.SendAsync(default, true, cancellationToken);
        await stream.Ended.WaitAsync(s_patience, cancellationToken);
        return new StoreAnswer(stream.Answer);
    }

    private async Task<StoreAnswer> CallAsync(StoreStep step, IReadOnlyList<byte[]> frames, CallPace pace, CancellationToken cancellationToken)
    {
        var stream = await connection.OpenAsync(HeadersOf(step.Call, step.Metadata), cancellationToken);
        var sent = 0;
        foreach (var frame in frames.Take(step.CancelAfterMessages ?? frames.Count))
        {
            if (sent++ > 0 && pace.BetweenMessages > TimeSpan.Zero)
            {
                await Task.WhenAny(stream.Ended, Task.Delay(pace.BetweenMessages, cancellationToken));
            }

            if (stream.Ended.IsCompleted || !await stream.SendAsync(frame, false, cancellationToken))
            {
                break;
            }
        }

        if (step.CancelAfterMessages is not null)
        {
            await stream.ResetAsync(Cancel, cancellationToken);
            return new StoreAnswer(await SilentAsync(stream));
        }

        if (step.HalfCloses)
        {
            await HalfCloseAsync(stream, pace, cancellationToken);
        }

        return new StoreAnswer(await AnswerAsync(step, stream, cancellationToken));
    }

    private static async Task HalfCloseAsync(RawExchange stream, CallPace pace, CancellationToken cancellationToken)
    {
        if (pace.BeforeHalfClose > TimeSpan.Zero)
        {
            await Task.WhenAny(stream.Ended, Task.Delay(pace.BeforeHalfClose, cancellationToken));
            Expect.Equal("an answer before the half-close", 0, stream.Answer.Blocks.Count);
        }

        await stream.SendAsync(default, true, cancellationToken);
    }

    /// <summary>The answer; where the recorder stopped waiting, as much of it as the recorder had seen.</summary>
    private static async Task<RawAnswer> AnswerAsync(StoreStep step, RawExchange stream, CancellationToken cancellationToken)
    {
        if (!step.Status.IsRecorderTimeout)
        {
            await stream.Ended.WaitAsync(cancellationToken);
            return stream.Answer;
        }

        if (step.Response.Count == 0)
        {
            return await SilentAsync(stream);
        }

        var answer = await stream.WaitAsync(soFar => StoreAnswer.Split(soFar.Data).Count >= step.Response.Count, cancellationToken);
        await stream.ResetAsync(Cancel, cancellationToken);
        return answer;
    }

    private static async Task<RawAnswer> SilentAsync(RawExchange stream)
    {
        await Task.Delay(s_silence);
        return stream.Answer;
    }

    /// <summary>Reads nothing for a while, with a small window on a connection of its own, then everything.</summary>
    private async Task<StoreAnswer> ReadSlowlyAsync(StoreStep step, IReadOnlyList<byte[]> frames, TimeSpan pause, CancellationToken cancellationToken)
    {
        await using var slow = await RawConnection.ConnectAsync(connection.Address, Window, cancellationToken);
        var stream = await slow.OpenAsync(HeadersOf(step.Call, step.Metadata), cancellationToken);
        foreach (var frame in frames)
        {
            await stream.SendAsync(frame, false, cancellationToken);
        }

        await stream.SendAsync(default, true, cancellationToken);
        await Task.WhenAny(stream.Ended, Task.Delay(pause, cancellationToken));
        if (!stream.Ended.IsCompleted)
        {
            await stream.AllowAsync(int.MaxValue - Window, cancellationToken);
        }

        await stream.Ended.WaitAsync(cancellationToken);
        return new StoreAnswer(stream.Answer);
    }
}
