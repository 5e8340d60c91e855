using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using P8e.Grpc.Wire;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Server;

/// <summary>The messages of one call on the server's side, through Kestrel's own pipes: what is not read holds the caller back, and the other way round.</summary>
internal sealed class ServerExchange
{
    private readonly HttpContext _context;
    private readonly FrameReader _frames;

    public ServerExchange(HttpContext context, GrpcServerCall call, GrpcServerOptions options)
    {
        (_context, Call) = (context, call);
        _frames = new FrameReader(context.Request.BodyReader, options.MaxMessageBytes, options.OversizedMessageStatus, ", while sending request");
    }

    public GrpcServerCall Call { get; }

    /// <summary>Where the answer goes.</summary>
    public PipeWriter Output => _context.Response.BodyWriter;

    /// <summary>Whether a message was written, so that the status goes into trailers.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Whether a message waited for room when the call ended: trailers would wait behind it.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>The only message of a request. The answer waits for the end of the request, and further messages are ignored (recorded: unary-not-half-closed, unary-two-messages).</summary>
    public async ValueTask<T> ReadSingleAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        var message = await ReadAsync(parser, cancellationToken).ConfigureAwait(false)
            ?? throw Call.Refusal(new GrpcStatusException(GrpcStatusCode.Internal, "Missing request message.", GrpcFault.Malformed));
        try
        {
            await _frames.DrainAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw CallerGone(e);
        }

        return message;
    }

    public async IAsyncEnumerable<T> ReadAllAsync<T>(MessageParser<T> parser, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (await ReadAsync(parser, cancellationToken).ConfigureAwait(false) is { } message)
        {
            yield return message;
        }
    }

    /// <summary>Leaves the sending to the end of the call: message and trailers go together.</summary>
    public void Write(IMessage message)
    {
        Begin();
        FrameWriter.Write(Output, message);
    }

    /// <summary>Begins a message whose bytes are written to <see cref="Output"/>.</summary>
    public void WritePrefix(int length)
    {
        Begin();
        FrameWriter.WritePrefix(Output, length);
    }

    public async Task SendAllAsync<T>(IAsyncEnumerable<T> messages, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        await foreach (var message in messages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Write(message);
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends what was written and waits for room.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        IsStuck = true;

        // Kestrel answers a cancelled flush with a reset of its own, INTERNAL_ERROR; the dispatcher resets with CANCEL.
        var flush = Output.FlushAsync(CancellationToken.None);
        var flushed = flush.IsCompleted ? await flush.ConfigureAwait(false) : await flush.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        IsStuck = false;
        if (flushed.IsCompleted)
        {
            throw CallerGone(null);
        }
    }

    private static OperationCanceledException CallerGone(Exception? cause) => new("The caller is gone.", cause);

    public ValueTask<NextFrame<T>> ReadAsync<T>(MessageParser<T> parser, LongField field, CancellationToken cancellationToken)
        where T : class, IMessage<T> =>
        WatchAsync(_frames.ReadAsync(parser, field, cancellationToken));

    public ValueTask<int> ReadFieldAsync(Memory<byte> target, CancellationToken cancellationToken) => WatchAsync(_frames.ReadFieldAsync(target, cancellationToken));

    private ValueTask<T?> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T> =>
        WatchAsync(_frames.ReadAsync(parser, cancellationToken));

    /// <summary>Faults of the request get their exact status even when the handler lets them pass; it may look at them with <see cref="GrpcStatus.Of(P8eException)"/>.</summary>
    private async ValueTask<T> WatchAsync<T>(ValueTask<T> reading)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (GrpcStatusException e)
        {
            throw Call.Refusal(e);
        }
        catch (IOException e)
        {
            throw CallerGone(e);
        }
    }

    private void Begin()
    {
        if (!HasWritten)
        {
            ResponseHead.Begin(_context.Response, Call.ResponseHeaders);
            HasWritten = true;
        }
    }
}
