using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace P8e.Grpc.Client;

/// <summary>
/// Calls to one peer over shared HTTP/2 connections. Safe for use by several threads. Nothing is ever repeated here: retry belongs to the layer above.
/// Every call throws the three families with <see cref="GrpcStatus.Of"/> telling the exact status, and <see cref="OperationCanceledException"/> when
/// its own token is cancelled. README.md says which status becomes which family.
/// </summary>
public sealed class GrpcChannel : IDisposable
{
    private readonly GrpcEndpoint _endpoint;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _invoker;

    /// <summary>Makes a channel; connections are made when calls need them.</summary>
    /// <param name="endpoint">The peer.</param>
    /// <param name="clock">Measures deadlines.</param>
    /// <exception cref="Protocol.Errors.P8eInputException">A setting is outside its range (<c>configuration.invalid</c>).</exception>
    public GrpcChannel(GrpcEndpoint endpoint, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(clock);
        endpoint.Check();
        _endpoint = endpoint;
        _clock = clock;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = endpoint.Connect is { } connect ? (context, cancellationToken) => connect(context.DnsEndPoint, cancellationToken) : null,
            ConnectTimeout = endpoint.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = 1 << 20,
            MaxResponseHeadersLength = endpoint.MaxResponseHeaderKibibytes,
            // The peer's address may change behind its name.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            SslOptions = endpoint.Tls ?? new SslClientAuthenticationOptions(),
            UseCookies = false,
            UseProxy = false,
        });
    }

    /// <summary>One message there, one back.</summary>
    /// <typeparam name="TRequest">Class of the request.</typeparam>
    /// <typeparam name="TResponse">Class of the response.</typeparam>
    /// <param name="method">What is called.</param>
    /// <param name="request">The message.</param>
    /// <param name="options">Deadline and metadata.</param>
    /// <param name="cancellationToken">Breaks the call off; the peer is told.</param>
    public Task<TResponse> UnaryAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, GrpcCallOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(request);
        return OneAnswerAsync(method, new Requests<TRequest>(request, null), options, cancellationToken);
    }

    /// <summary>One message there, a stream back, read as fast as it is enumerated.</summary>
    /// <typeparam name="TRequest">Class of the request.</typeparam>
    /// <typeparam name="TResponse">Class of the responses.</typeparam>
    /// <param name="method">What is called.</param>
    /// <param name="request">The message.</param>
    /// <param name="options">Deadline and metadata.</param>
    /// <param name="cancellationToken">Breaks the call off; so does leaving the enumeration.</param>
    /// <returns>The messages; enumerating calls, once.</returns>
    public IAsyncEnumerable<TResponse> ServerStreamingAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, GrpcCallOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(request);
        return ManyAnswersAsync(method, new Requests<TRequest>(request, null), options, cancellationToken);
    }

    /// <summary>A stream there, enumerated as fast as the peer reads, one message back.</summary>
    /// <typeparam name="TRequest">Class of the requests.</typeparam>
    /// <typeparam name="TResponse">Class of the response.</typeparam>
    /// <param name="method">What is called.</param>
    /// <param name="requests">
    /// Enumerated at most once, and left before the call returns: it must obey its token. What it throws is thrown by the call. A peer that answers
    /// early ends the enumeration.
    /// </param>
    /// <param name="options">Deadline and metadata.</param>
    /// <param name="cancellationToken">Breaks the call off; the peer is told.</param>
    public Task<TResponse> ClientStreamingAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, IAsyncEnumerable<TRequest> requests, GrpcCallOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(requests);
        return OneAnswerAsync(method, new Requests<TRequest>(null, requests), options, cancellationToken);
    }

    /// <summary>A stream there and a stream back at the same time.</summary>
    /// <typeparam name="TRequest">Class of the requests.</typeparam>
    /// <typeparam name="TResponse">Class of the responses.</typeparam>
    /// <param name="method">What is called.</param>
    /// <param name="requests">As for a stream of requests alone.</param>
    /// <param name="options">Deadline and metadata.</param>
    /// <param name="cancellationToken">Breaks the call off; so does leaving the enumeration.</param>
    /// <returns>The messages; enumerating calls, once.</returns>
    public IAsyncEnumerable<TResponse> DuplexStreamingAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, IAsyncEnumerable<TRequest> requests, GrpcCallOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(requests);
        return ManyAnswersAsync(method, new Requests<TRequest>(null, requests), options, cancellationToken);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _invoker.Dispose();

    private async Task<TResponse> OneAnswerAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, Requests<TRequest> requests, GrpcCallOptions? options, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        Require(method, requests, streamsResponses: false);
        TResponse? answer = null;
        // To its end: the status comes after the message.
        await foreach (var message in RunAsync(method, requests, options, cancellationToken).ConfigureAwait(false))
        {
            answer = message;
        }

        return answer ?? throw new InvalidOperationException($"{method.Path} ended well without its message, which the call excludes.");
    }

    private IAsyncEnumerable<TResponse> ManyAnswersAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, Requests<TRequest> requests, GrpcCallOptions? options, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        Require(method, requests, streamsResponses: true);
        return RunAsync(method, requests, options, cancellationToken);
    }

    private static void Require<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> method, Requests<TRequest> requests, bool streamsResponses)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(method);
        if (method.Descriptor.IsClientStreaming != (requests.Stream is not null) || method.Descriptor.IsServerStreaming != streamsResponses)
        {
            throw new ArgumentException($"{method.Path} streams otherwise: choose the call that fits its descriptor.", nameof(method));
        }
    }

    private async IAsyncEnumerable<TResponse> RunAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, Requests<TRequest> requests, GrpcCallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var call = new ClientCall<TRequest, TResponse>(_endpoint, _clock, method, requests, options ?? new GrpcCallOptions());
        await using var disposal = call.ConfigureAwait(false);
        await foreach (var message in call.RunAsync(_invoker, cancellationToken).ConfigureAwait(false))
        {
            yield return message;
        }
    }
}
