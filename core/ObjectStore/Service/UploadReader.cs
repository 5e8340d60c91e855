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
internal sealed class UploadReader(IAsyncEnumerable<ChunkBidi> messages, GrpcServerCall call) : IAsyncDisposable
{
    /// <summary>How much of a faulty stream is read to find what is wrong with the rest of it.</summary>
    internal const int DrainedBytesMax = 64 * 1024 * 1024;

    private readonly List<KeyValuePair<string, ReadOnlyMemory<byte>>> _properties = [];
    private IAsyncEnumerator<ChunkBidi>? _messages;
    private ReadOnlyMemory<byte> _first;
    private long _propertyBytes;
    private bool _hasEnded;

    /// <summary>Length of the plaintext as the header of the first data message declares it.</summary>
    internal long ContentLength { get; private set; }

    /// <summary>Whether the stream itself was refused, so that reading on is of no use.</summary>
    internal bool IsRefused { get; private set; }

    /// <summary>All properties in the order of arrival; complete when <see cref="NextAsync"/> has given null.</summary>
    internal IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Properties => _properties;

    public ValueTask DisposeAsync() => _messages?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Reads up to the first data.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        _messages = messages.GetAsyncEnumerator(cancellationToken);
        var head = await ReadAsync().ConfigureAwait(false) ?? throw Refuse("Multipart upload is empty");
        if (head.ImplCase != ChunkBidi.ImplOneofCase.MultiStreamHeader)
        {
            throw await RefuseAsync("Multipart upload must start with a multi stream header").ConfigureAwait(false);
        }

        if (head.MultiStreamHeader.StreamCount != 1)
        {
            throw await RefuseAsync("Multipart upload must contain a single stream").ConfigureAwait(false);
        }

        var first = await ReadAsync().ConfigureAwait(false) ?? throw Refuse("Multi stream has a header but no chunks");
        var fault = first.ImplCase != ChunkBidi.ImplOneofCase.Chunk ? "Chunk has no impl value"
            : first.Chunk.Header is null ? "Multi stream must start with a header"
            : first.Chunk.ImplCase switch
            {
                Chunk.ImplOneofCase.Data => null,
                Chunk.ImplOneofCase.Value => "Chunk header must have data and not a value",
                Chunk.ImplOneofCase.End => "Chunk header must have data and not an end of chunk",
                _ => "Chunk header must have data and not an empty impl",
            };
        if (fault is not null)
        {
            throw await RefuseAsync(fault).ConfigureAwait(false);
        }

        ContentLength = first.Chunk.Header!.ContentLength;
        _first = first.Chunk.Data.Memory;
    }

    /// <summary>The next bytes of the container, at least one; null at the end of the stream.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_first.IsEmpty)
        {
            var first = _first;
            _first = default;
            return first;
        }

        while (await ReadAsync().ConfigureAwait(false) is { } message)
        {
            if (await TakeAsync(message).ConfigureAwait(false) is { IsEmpty: false } data)
            {
                return data;
            }
        }

        return null;
    }

    /// <summary>Reads the rest for its structure and properties, because the container was refused and other faults come before that.</summary>
    internal async Task SkipAsync(CancellationToken cancellationToken)
    {
        var skipped = 0L;
        while (skipped < DrainedBytesMax && await NextAsync(cancellationToken).ConfigureAwait(false) is { } data)
        {
            skipped += data.Length;
        }
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

    private async ValueTask<ReadOnlyMemory<byte>> TakeAsync(ChunkBidi message)
    {
        if (message.ImplCase != ChunkBidi.ImplOneofCase.Chunk)
        {
            throw await RefuseAsync("Non chunk detected in stream").ConfigureAwait(false);
        }

        var chunk = message.Chunk;
        switch (chunk.ImplCase)
        {
            case Chunk.ImplOneofCase.Data:
                return _hasEnded ? throw await RefuseAsync("Received data chunk after an end of data chunk").ConfigureAwait(false) : chunk.Data.Memory;
            case Chunk.ImplOneofCase.Value:
                await TakePropertyAsync(chunk).ConfigureAwait(false);
                return default;
            case Chunk.ImplOneofCase.End:
                _hasEnded = true;
                return default;
            default:
                throw await RefuseAsync("Chunk header must have data and not an empty impl").ConfigureAwait(false);
        }
    }

    private async Task TakePropertyAsync(Chunk chunk)
    {
        if (chunk.Header is null)
        {
            throw await RefuseAsync("Must have stream header when impl is value").ConfigureAwait(false);
        }

        _propertyBytes += Encoding.UTF8.GetByteCount(chunk.Header.Name) + chunk.Value.Length;
        if (_propertyBytes > ObjectProperties.BytesMax)
        {
            throw await RefuseAsync($"Properties must not have more than {ObjectProperties.BytesMax} bytes").ConfigureAwait(false);
        }

        _properties.Add(new(chunk.Header.Name, chunk.Value.Memory));
    }

    private async ValueTask<ChunkBidi?> ReadAsync()
    {
        try
        {
            if (!await _messages!.MoveNextAsync().ConfigureAwait(false))
            {
                return null;
            }

            // Our protobuf library puts U+FFFD where a text is not UTF-8; the Rust store's refuses the message (recorded: message-bad-utf8-name).
            return _messages.Current.Chunk?.Header?.Name.Contains('\uFFFD') == true
                ? throw RefuseMessage(GrpcStatusCode.Internal, "failed to decode Protobuf message: StreamHeader.name: invalid string value: data is not UTF-8 encoded")
                : _messages.Current;
        }
        catch (P8eException error) when (GrpcStatus.Of(error) is { } inner)
        {
            throw RefuseMessage(inner.Code, inner.Message);
        }
    }

    private P8eException RefuseMessage(GrpcStatusCode code, string message) =>
        Refuse($"Error received instead of ChunkBidi - Status {{ code: {code}, message: \"{message}\", source: None }}");

    /// <summary>A fault of the structure: what cannot be decoded further on wins over it.</summary>
    private async Task<P8eException> RefuseAsync(string message)
    {
        var drained = 0L;
        while (drained < DrainedBytesMax && await ReadAsync().ConfigureAwait(false) is { } rest)
        {
            drained += rest.CalculateSize();
        }

        return Refuse(message);
    }

    private P8eException Refuse(string message)
    {
        IsRefused = true;
        return call.Refusal(GrpcStatusCode.InvalidArgument, message);
    }
}
