using System.Text;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Service;

/// <summary>
/// Takes the data and the properties out of the messages of a <c>Put</c> (object-store 3.1) and refuses streams of another structure (3.3). The
/// Rust store judges a stream when all of it is there, so that an undecodable message anywhere wins over an earlier fault; this one keeps nothing
/// of a faulty stream and reads on, up to <see cref="DrainedBytesMax"/>, to answer the same.
/// </summary>
internal sealed class UploadReader(GrpcRequestReader<ChunkBidi> messages, GrpcServerCall call)
{
    /// <summary>How much of a faulty stream is read to find what is wrong with the rest of it.</summary>
    internal const int DrainedBytesMax = 64 * 1024 * 1024;

    private const int PrefixBytes = 5;

    private const string AfterEnd = "Received data chunk after an end of data chunk";

    private readonly List<KeyValuePair<string, ReadOnlyMemory<byte>>> _properties = [];
    private ReadOnlyMemory<byte> _rest;
    private long _propertyBytes;
    private bool _hasEnded;

    /// <summary>Length of the plaintext as the header of the first data message declares it.</summary>
    internal long ContentLength { get; private set; }

    /// <summary>Whether the stream itself was refused, so that reading on is of no use.</summary>
    internal bool IsRefused { get; private set; }

    /// <summary>All properties in the order of arrival; complete when <see cref="ReadAsync"/> has given 0.</summary>
    internal IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Properties => _properties;

    /// <summary>Reads up to the first data.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (!await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Refuse("Multipart upload is empty");
        }

        if (messages.Message is not { ImplCase: ChunkBidi.ImplOneofCase.MultiStreamHeader } head)
        {
            throw await RefuseAsync("Multipart upload must start with a multi stream header", cancellationToken).ConfigureAwait(false);
        }

        if (head.MultiStreamHeader.StreamCount != 1)
        {
            throw await RefuseAsync("Multipart upload must contain a single stream", cancellationToken).ConfigureAwait(false);
        }

        if (!await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Refuse("Multi stream has a header but no chunks");
        }

        var first = messages.Message;
        var fault = first is { ImplCase: not ChunkBidi.ImplOneofCase.Chunk } ? "Chunk has no impl value"
            : first?.Chunk.Header is null ? "Multi stream must start with a header"
            : first.Chunk.ImplCase switch
            {
                Chunk.ImplOneofCase.Data => null,
                Chunk.ImplOneofCase.Value => "Chunk header must have data and not a value",
                Chunk.ImplOneofCase.End => "Chunk header must have data and not an end of chunk",
                _ => "Chunk header must have data and not an empty impl",
            };
        if (fault is not null)
        {
            throw await RefuseAsync(fault, cancellationToken).ConfigureAwait(false);
        }

        ContentLength = first!.Chunk.Header!.ContentLength;
        _rest = first.Chunk.Data.Memory;
    }

    /// <summary>Takes the next bytes of the container.</summary>
    /// <param name="buffer">At least one byte.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many; 0 at the end of the stream.</returns>
    internal async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        do
        {
            var taken = Math.Min(_rest.Length, buffer.Length);
            _rest[..taken].CopyTo(buffer);
            _rest = _rest[taken..];
            if (taken > 0 || (taken = await ReadFieldAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                return taken;
            }
        }
        while (await NextAsync(cancellationToken).ConfigureAwait(false) && await TakeAsync(cancellationToken).ConfigureAwait(false));
        return 0;
    }

    /// <summary>Reads the rest for its structure and properties, because the container was refused and other faults come before that.</summary>
    /// <returns>Whether the stream has come to its end, so that what is missing in it is known.</returns>
    internal async Task<bool> SkipAsync(CancellationToken cancellationToken)
    {
        var skipped = (long)_rest.Length;
        _rest = default;
        while (await NextAsync(cancellationToken).ConfigureAwait(false) && await TakeAsync(cancellationToken).ConfigureAwait(false))
        {
            // A message of nothing has a prefix, too.
            skipped += messages.FieldBytes + _rest.Length + PrefixBytes;
            _rest = default;
            if (skipped >= DrainedBytesMax)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Refuses an upload that lacks one of the three properties, in the words of the Rust store (object-store 3.3).</summary>
    internal void RequireProperties()
    {
        Require(ObjectProperties.Hash, "HASH");
        Require(ObjectProperties.Signature, "SIGNATURE_FIELD_NAME");
        Require(ObjectProperties.SignaturePublicKey, "SIGNATURE_PUBLIC_KEY_FIELD_NAME");
    }

    private void Require(string name, string toldName)
    {
        if (!_properties.Exists(property => property.Key == name))
        {
            throw Refuse($"Properties must contain \"{toldName}\"");
        }
    }

    /// <summary>Takes the message that was read; true, so that it can stand in a condition.</summary>
    private async ValueTask<bool> TakeAsync(CancellationToken cancellationToken)
    {
        if (messages.Message is not { } message)
        {
            return _hasEnded ? throw await RefuseAsync(AfterEnd, cancellationToken).ConfigureAwait(false) : true;
        }

        if (message.ImplCase != ChunkBidi.ImplOneofCase.Chunk)
        {
            throw await RefuseAsync("Non chunk detected in stream", cancellationToken).ConfigureAwait(false);
        }

        var chunk = message.Chunk;
        switch (chunk.ImplCase)
        {
            case Chunk.ImplOneofCase.Data:
                _rest = _hasEnded ? throw await RefuseAsync(AfterEnd, cancellationToken).ConfigureAwait(false) : chunk.Data.Memory;
                return true;
            case Chunk.ImplOneofCase.Value:
                await TakePropertyAsync(chunk, cancellationToken).ConfigureAwait(false);
                return true;
            case Chunk.ImplOneofCase.End:
                _hasEnded = true;
                return true;
            default:
                throw await RefuseAsync("Chunk header must have data and not an empty impl", cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TakePropertyAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        if (chunk.Header is null)
        {
            throw await RefuseAsync("Must have stream header when impl is value", cancellationToken).ConfigureAwait(false);
        }

        _propertyBytes += Encoding.UTF8.GetByteCount(chunk.Header.Name) + chunk.Value.Length;
        if (_propertyBytes > ObjectProperties.BytesMax)
        {
            throw await RefuseAsync($"Properties must not have more than {ObjectProperties.BytesMax} bytes", cancellationToken).ConfigureAwait(false);
        }

        _properties.Add(new(chunk.Header.Name, chunk.Value.Memory));
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await messages.MoveNextAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
        catch (P8eException error) when (GrpcStatus.Of(error) is { } inner)
        {
            throw RefuseMessage(inner.Code, inner.Message);
        }

        // Our protobuf library puts U+FFFD where a text is not UTF-8; the Rust store's refuses the message (recorded: message-bad-utf8-name).
        return messages.Message?.Chunk?.Header?.Name.Contains('\uFFFD') == true
            ? throw RefuseMessage(GrpcStatusCode.Internal, "failed to decode Protobuf message: StreamHeader.name: invalid string value: data is not UTF-8 encoded")
            : true;
    }

    private async ValueTask<int> ReadFieldAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await messages.ReadFieldAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eException error) when (GrpcStatus.Of(error) is { } inner)
        {
            throw RefuseMessage(inner.Code, inner.Message);
        }
    }

    private P8eException RefuseMessage(GrpcStatusCode code, string message) =>
        Refuse($"Error received instead of ChunkBidi - Status {{ code: {code}, message: \"{message}\", source: None }}");

    /// <summary>A fault of the structure: what cannot be decoded further on wins over it.</summary>
    private async Task<P8eException> RefuseAsync(string message, CancellationToken cancellationToken)
    {
        var drained = 0L;
        while (drained < DrainedBytesMax && await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            drained += (messages.Message?.CalculateSize() ?? messages.FieldBytes) + PrefixBytes;
        }

        return Refuse(message);
    }

    private P8eException Refuse(string message)
    {
        IsRefused = true;
        return call.Refusal(GrpcStatusCode.InvalidArgument, message);
    }
}
