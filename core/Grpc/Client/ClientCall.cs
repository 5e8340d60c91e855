using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Google.Protobuf;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Client;

/// <summary>One call, from its headers to its status; never repeated.</summary>
internal sealed class ClientCall<TRequest, TResponse> : IAsyncDisposable
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private static readonly StreamPipeReaderOptions Reader = new(bufferSize: 16 * 1024);

    private readonly GrpcEndpoint _endpoint;
    private readonly GrpcMethod<TRequest, TResponse> _method;
    private readonly RequestContent<TRequest> _content;
    private readonly GrpcCallOptions _options;
    private readonly LongField? _field;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _end;
    private CancellationToken _caller;
    private HttpRequestMessage? _request;
    private HttpResponseMessage? _response;
    private PipeReader? _body;
    private FrameReader? _frames;

    public ClientCall(
        GrpcEndpoint endpoint, TimeProvider clock, GrpcMethod<TRequest, TResponse> method, Requests<TRequest> requests, GrpcCallOptions options)
    {
        (_endpoint, _method, _options) = (endpoint, method, options);
        _field = options.FieldInParts is { } field ? new LongField(field.Outer, field.Inner) : null;
        _deadline = Deadline.After(options.Timeout, clock);
        _end = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token);
        _content = new RequestContent<TRequest>(requests, _end);
    }

    /// <summary>Sends the request and gives the messages of the answer; ends without an error only when the peer said OK.</summary>
    public async IAsyncEnumerable<TResponse> RunAsync(HttpMessageInvoker invoker, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _caller = cancellationToken;
        using var link = cancellationToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
        await StartAsync(invoker).ConfigureAwait(false);
        var count = 0;
        while (await ReadAsync().ConfigureAwait(false) is { } message)
        {
            RequireCount(++count <= 1, "more than one message");
            yield return message;
        }

        RequireCount(count >= 1, "no message");
    }

    /// <summary>Breaks off what still runs, and waits until nobody enumerates the caller's stream.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        if (_body is not null)
        {
            await _body.CompleteAsync().ConfigureAwait(false);
        }

        _response?.Dispose();
        await _content.WhenLeft.ConfigureAwait(false);
        _content.Dispose();
        _request?.Dispose();
        _end.Dispose();
        _deadline.Dispose();
    }

    /// <summary>Sends the request, at least its head, and waits for the headers of the answer.</summary>
    private async Task StartAsync(HttpMessageInvoker invoker)
    {
        try
        {
            _end.Token.ThrowIfCancellationRequested();
            _request = RequestHead.Make(_endpoint, _method.Path, _options, _content);
            _response = await invoker.SendAsync(_request, _end.Token).ConfigureAwait(false);
            if (ResponseHead.Judge(_response) is { } ended)
            {
                Receive(trailers: ResponseHead.Metadata(_response.Headers));
                if (ended.Status.Code != GrpcStatusCode.Ok)
                {
                    throw ended;
                }

                return;
            }

            Receive(headers: ResponseHead.Metadata(_response.Headers));
            _body = PipeReader.Create(await _response.Content.ReadAsStreamAsync(_end.Token).ConfigureAwait(false), Reader);
            _frames = new FrameReader(_body, _endpoint.MaxMessageBytes, GrpcStatusCode.ResourceExhausted);
        }
        catch (Exception e)
        {
            throw Translate(e);
        }
    }

    /// <summary>The next message, or null when the call has ended well.</summary>
    private async ValueTask<TResponse?> ReadAsync()
    {
        try
        {
            if (_frames is null)
            {
                return null;
            }

            var message = _field is null
                ? await _frames.ReadAsync(_method.ResponseParser, _end.Token).ConfigureAwait(false)
                : await _frames.ReadPartsAsync(_method.ResponseParser, _field, _end.Token).ConfigureAwait(false);
            return message ?? End();
        }
        catch (Exception e)
        {
            throw Translate(e);
        }
    }

    private void RequireCount(bool isMet, string sent)
    {
        if (!isMet && !_method.Descriptor.IsServerStreaming)
        {
            throw Translate(new GrpcStatusException(GrpcStatusCode.Internal, $"the peer sent {sent}", GrpcFault.Malformed));
        }
    }

    private TResponse? End()
    {
        Receive(trailers: ResponseHead.Metadata(_response!.TrailingHeaders));
        var status = ResponseHead.Status(_response.TrailingHeaders)
            ?? throw new GrpcStatusException(GrpcStatusCode.Unknown, "the peer ended the stream without a gRPC status", GrpcFault.Malformed);
        return status.Code == GrpcStatusCode.Ok ? null : throw new GrpcStatusException(status);
    }

    private void Receive(GrpcMetadata? headers = null, GrpcMetadata? trailers = null)
    {
        if (_options.Received is { } received)
        {
            received.Headers = headers ?? received.Headers;
            received.Trailers = trailers ?? received.Trailers;
        }
    }

    /// <summary>What the caller gets to see instead of a failure of the room's inside. The order decides between causes that come together.</summary>
    private Exception Translate(Exception failure)
    {
        // Rethrown with the caller's own stack trace.
        _content.SourceFailure?.Throw();
        if (_caller.IsCancellationRequested)
        {
            return new OperationCanceledException($"{Doing}: cancelled.", failure, _caller);
        }

        if (TransportFault.FindRefusal(failure) is { } refusal)
        {
            return refusal;
        }

        if (failure is OperationCanceledException && _deadline.IsCancellationRequested)
        {
            failure = new GrpcStatusException(GrpcStatusCode.DeadlineExceeded, $"not done within {_options.Timeout}", GrpcFault.Transport);
        }

        var status = failure as GrpcStatusException ?? TransportFault.Find(failure);
        // A body that breaks off in the middle of a message is explained by the status that follows it.
        if (status is { Fault: GrpcFault.Malformed } && _response is not null && ResponseHead.Status(_response.TrailingHeaders) is { Code: not GrpcStatusCode.Ok } told)
        {
            Receive(trailers: ResponseHead.Metadata(_response.TrailingHeaders));
            status = new GrpcStatusException(told);
        }

        if (status is null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return StatusFamilies.ToException(status, Doing, RetryAfter());
    }

    private string Doing => $"Calling {_method.Path} at {_endpoint.Name}";

    private TimeSpan? RetryAfter() => _response is null
        ? null
        : ResponseHead.RetryAfter(_response.Headers) ?? ResponseHead.RetryAfter(_response.TrailingHeaders);
}
