using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Google.Protobuf;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Client;

/// <summary>The body of a call: one message, or a stream of them, each sent as soon as it is there.</summary>
internal sealed class RequestContent<T> : HttpContent
    where T : class, IMessage<T>
{
    private static readonly StreamPipeWriterOptions Writer = new(minimumBufferSize: 16 * 1024, leaveOpen: true);

    private readonly Requests<T> _requests;
    private readonly CancellationTokenSource _end;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;

    /// <summary>Makes the body.</summary>
    /// <param name="requests">What is sent.</param>
    /// <param name="end">The end of the call: it stops the enumeration of the caller's stream, and is cancelled when that stream throws.</param>
    public RequestContent(Requests<T> requests, CancellationTokenSource end)
    {
        (_requests, _end) = (requests, end);
        Headers.ContentType = new MediaTypeHeaderValue(GrpcNames.ContentType);
    }

    /// <summary>What the caller's own stream threw: it is the caller's to see, not the transport's.</summary>
    public ExceptionDispatchInfo? SourceFailure { get; private set; }

    /// <summary>Done when nobody enumerates the caller's stream any more.</summary>
    public Task WhenLeft => Volatile.Read(ref _started) == 0 ? Task.CompletedTask : _left.Task;

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The framework may send again what the peer declared never to have looked at; that is harmless for one message only.
        if (Interlocked.Exchange(ref _started, 1) != 0 && _requests.Stream is not null)
        {
            throw new IOException("The peer refused the stream before it read it, and a stream of requests is sent only once.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
        try
        {
            await (_requests.Stream is { } source
                ? SendStreamAsync(stream, source, stop.Token)
                : WriteAsync(stream, _requests.Single!, stop.Token)).ConfigureAwait(false);
        }
        finally
        {
            _left.TrySetResult();
        }
    }

    private static async Task WriteAsync(Stream stream, T message, CancellationToken cancellationToken)
    {
        var output = PipeWriter.Create(stream, Writer);
        Exception? failure = null;
        try
        {
            FrameWriter.Write(output, message);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            await output.CompleteAsync(failure).ConfigureAwait(false);
        }
    }

    private async Task SendStreamAsync(Stream stream, IAsyncEnumerable<T> source, CancellationToken cancellationToken)
    {
        // The headers go first: the peer may have to answer before the caller has its first message.
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        var messages = source.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await WatchAsync(messages.MoveNextAsync(), cancellationToken).ConfigureAwait(false))
            {
                await WriteAsync(stream, messages.Current, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await messages.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> WatchAsync(ValueTask<bool> next, CancellationToken cancellationToken)
    {
        try
        {
            return await next.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            SourceFailure = ExceptionDispatchInfo.Capture(e);
            await _end.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
