using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Server;

/// <summary>
/// A service, from its descriptor, and the handlers of its methods. A method without a handler answers UNIMPLEMENTED. Handlers throw the three
/// families, or <see cref="GrpcServerCall.Refusal(GrpcStatusCode, string)"/> for an exact status; their token is cancelled by the deadline and when the caller is gone.
/// </summary>
public sealed class GrpcService
{
    private readonly Dictionary<string, MethodHandler> _handlers = [];

    /// <summary>Makes a service without handlers.</summary>
    /// <param name="descriptor">For example <c>ObjectReflection.Descriptor.Services[0]</c>.</param>
    public GrpcService(ServiceDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        Descriptor = descriptor;
    }

    /// <summary>The service's descriptor; its file is what reflection will show.</summary>
    public ServiceDescriptor Descriptor { get; }

    /// <summary>Handles a method that takes one message and returns one.</summary>
    /// <typeparam name="TRequest">Class of the request.</typeparam>
    /// <typeparam name="TResponse">Class of the response.</typeparam>
    /// <param name="method">Name of the method.</param>
    /// <param name="handler">Answers.</param>
    /// <exception cref="ArgumentException">There is no such method, it has a handler, or another shape.</exception>
    public GrpcService Unary<TRequest, TResponse>(string method, Func<TRequest, GrpcServerCall, CancellationToken, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(handler);
        var bound = Bind<TRequest, TResponse>(method, false, false);
        return Add(method, async (exchange, token) =>
        {
            var request = await exchange.ReadSingleAsync(bound.RequestParser, token).ConfigureAwait(false);
            exchange.Write(await handler(request, exchange.Call, token).ConfigureAwait(false));
        });
    }

    /// <summary>Handles a method that takes one message and returns a stream; the next message is asked for when the last one has room on its way.</summary>
    /// <typeparam name="TRequest">Class of the request.</typeparam>
    /// <typeparam name="TResponse">Class of the responses.</typeparam>
    /// <param name="method">Name of the method.</param>
    /// <param name="handler">Answers.</param>
    /// <exception cref="ArgumentException">There is no such method, it has a handler, or another shape.</exception>
    public GrpcService ServerStreaming<TRequest, TResponse>(string method, Func<TRequest, GrpcServerCall, CancellationToken, IAsyncEnumerable<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(handler);
        var bound = Bind<TRequest, TResponse>(method, false, true);
        return Add(method, async (exchange, token) =>
        {
            var request = await exchange.ReadSingleAsync(bound.RequestParser, token).ConfigureAwait(false);
            await exchange.SendAllAsync(handler(request, exchange.Call, token), token).ConfigureAwait(false);
        });
    }

    /// <summary>Handles a method that takes a stream and returns one message; the caller is held back while the handler does not read.</summary>
    /// <typeparam name="TRequest">Class of the requests.</typeparam>
    /// <typeparam name="TResponse">Class of the response.</typeparam>
    /// <param name="method">Name of the method.</param>
    /// <param name="handler">Answers; may do so before the end of the stream, which can be enumerated once.</param>
    /// <exception cref="ArgumentException">There is no such method, it has a handler, or another shape.</exception>
    public GrpcService ClientStreaming<TRequest, TResponse>(string method, Func<IAsyncEnumerable<TRequest>, GrpcServerCall, CancellationToken, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(handler);
        var bound = Bind<TRequest, TResponse>(method, true, false);
        return Add(method, async (exchange, token) =>
            exchange.Write(await handler(exchange.ReadAllAsync(bound.RequestParser, token), exchange.Call, token).ConfigureAwait(false)));
    }

    /// <summary>
    /// Handles a method that takes a stream and returns one message, like <see cref="ClientStreaming{TRequest, TResponse}"/>, with long contents: the bytes of one field are
    /// handed on as they arrive.
    /// </summary>
    /// <typeparam name="TRequest">Class of the requests.</typeparam>
    /// <typeparam name="TResponse">Class of the response.</typeparam>
    /// <param name="method">Name of the method.</param>
    /// <param name="outer">Number of the field of the request, 1 to 15, whose message holds the long field.</param>
    /// <param name="inner">Number of the long field in that message, 1 to 15.</param>
    /// <param name="handler">Answers; may do so before the end of the stream.</param>
    /// <exception cref="ArgumentException">There is no such method, it has a handler, or another shape.</exception>
    public GrpcService ClientStreamingLong<TRequest, TResponse>(
        string method, int outer, int inner, Func<GrpcRequestReader<TRequest>, GrpcServerCall, CancellationToken, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(handler);
        var bound = Bind<TRequest, TResponse>(method, true, false);
        var field = new LongField(outer, inner);
        return Add(method, async (exchange, token) =>
            exchange.Write(await handler(new GrpcRequestReader<TRequest>(exchange, bound.RequestParser, field), exchange.Call, token).ConfigureAwait(false)));
    }

    /// <summary>Handles a method that takes one message and returns a stream, like <see cref="ServerStreaming{TRequest, TResponse}"/>, with long contents: the handler writes them itself.</summary>
    /// <typeparam name="TRequest">Class of the request.</typeparam>
    /// <typeparam name="TResponse">Class of the responses.</typeparam>
    /// <param name="method">Name of the method.</param>
    /// <param name="handler">Answers.</param>
    /// <exception cref="ArgumentException">There is no such method, it has a handler, or another shape.</exception>
    public GrpcService ServerStreamingLong<TRequest, TResponse>(
        string method, Func<TRequest, GrpcServerCall, GrpcResponseWriter<TResponse>, CancellationToken, Task> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(handler);
        var bound = Bind<TRequest, TResponse>(method, false, true);
        return Add(method, async (exchange, token) =>
        {
            var request = await exchange.ReadSingleAsync(bound.RequestParser, token).ConfigureAwait(false);
            var answer = new GrpcResponseWriter<TResponse>(exchange);
            await handler(request, exchange.Call, answer, token).ConfigureAwait(false);
            answer.RequireWhole();
        });
    }

    /// <summary>Handles a method with a stream in both directions at the same time.</summary>
    /// <typeparam name="TRequest">Class of the requests.</typeparam>
    /// <typeparam name="TResponse">Class of the responses.</typeparam>
    /// <param name="method">Name of the method.</param>
    /// <param name="handler">Answers.</param>
    /// <exception cref="ArgumentException">There is no such method, it has a handler, or another shape.</exception>
    public GrpcService DuplexStreaming<TRequest, TResponse>(
        string method, Func<IAsyncEnumerable<TRequest>, GrpcServerCall, CancellationToken, IAsyncEnumerable<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(handler);
        var bound = Bind<TRequest, TResponse>(method, true, true);
        return Add(method, (exchange, token) => exchange.SendAllAsync(handler(exchange.ReadAllAsync(bound.RequestParser, token), exchange.Call, token), token));
    }

    internal MethodHandler? Find(string method) => _handlers.GetValueOrDefault(method);

    private GrpcMethod<TRequest, TResponse> Bind<TRequest, TResponse>(string method, bool streamsRequests, bool streamsResponses)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var descriptor = Descriptor.FindMethodByName(method) ?? throw new ArgumentException($"{Descriptor.FullName} has no method {method}.", nameof(method));
        return descriptor.IsClientStreaming == streamsRequests && descriptor.IsServerStreaming == streamsResponses
            ? new GrpcMethod<TRequest, TResponse>(descriptor)
            : throw new ArgumentException($"{descriptor.FullName} streams otherwise: choose the call that fits its descriptor.", nameof(method));
    }

    private GrpcService Add(string method, MethodHandler handler)
    {
        _handlers.Add(method, handler);
        return this;
    }
}
