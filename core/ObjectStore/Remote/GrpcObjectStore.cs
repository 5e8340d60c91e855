using System.Runtime.CompilerServices;
using Google.Protobuf;
using P8e.Cryptography.Dime;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Remote;

/// <summary>
/// A partner's store over gRPC: whatever speaks its protocol, a Rust server or one of ours. Nothing is repeated but a get that came too early
/// (object-store 3.5 rule 7). Its objects are read by readers who were named by their key.
/// </summary>
public sealed class GrpcObjectStore : IObjectStore
{
    /// <summary>How often a container that is shorter than it says is asked for again, after 50 ms, 200 ms and 800 ms.</summary>
    private const int RepeatsMax = 3;

    private static readonly GrpcMethod<ChunkBidi, ObjectResponse> Put = new(ObjectReflection.Descriptor.Services[0].FindMethodByName("Put"));
    private static readonly GrpcMethod<HashRequest, ChunkBidi> Get = new(ObjectReflection.Descriptor.Services[0].FindMethodByName("Get"));

    private static readonly GrpcCallOptions InParts = new() { FieldInParts = (ChunkBidi.ChunkFieldNumber, Chunk.DataFieldNumber) };

    private readonly RemoteConnection _connection;

    /// <summary>Makes the store of a connection.</summary>
    /// <param name="connection">The way to it; not disposed.</param>
    public GrpcObjectStore(RemoteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
    }

    /// <inheritdoc/>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.GrpcRefused"/>: the store refused the object.</exception>
    public async Task<StoredObject> PutAsync(ObjectUpload upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        using var turn = await _connection.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var life = _connection.Watch(cancellationToken);
        var stream = new ClientStream(upload, life);
        life.Expect();
        var answer = await life.AnswerAsync(
            _connection.Objects.ClientStreamingAsync(Put, stream.ReadAsync(life.Token), cancellationToken: life.Token), cancellationToken).ConfigureAwait(false);
        return PutAnswer.Read(answer, stream.Properties?.Key, _connection.Name);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectDownload> ListAsync(ObjectKey key, ReaderId reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await GetAsync(key, reader, cancellationToken).ConfigureAwait(false) is { } only)
        {
            yield return only;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A get tells neither the object's UUID nor its time: they are <see cref="Guid.Empty"/> and the default. The length of a payload that is longer than is kept in memory is the one its uploader declared.</remarks>
    /// <exception cref="ArgumentException">The reader was not named by its key.</exception>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ObjectBytesMissing"/>: the store has the object, but not its bytes.</exception>
    /// <exception cref="P8eInputException">What the store sent is no container.</exception>
    public async Task<ObjectDownload?> GetAsync(ObjectKey key, ReaderId reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(reader);
        if (reader.KeyBytes.IsEmpty)
        {
            throw new ArgumentException("A partner's store is asked with the reader's key, and this reader was not named by it.", nameof(reader));
        }

        var request = new HashRequest { Hash = ByteString.CopyFrom(key.Bytes.Span), PublicKey = ByteString.CopyFrom(reader.KeyBytes.Span) };
        for (var repeat = 0; ; repeat++)
        {
            var shape = new ContainerShape(_connection.Name);
            if (await StartAsync(request, key, shape, cancellationToken).ConfigureAwait(false) is not { } start)
            {
                return null;
            }

            var declared = start.DeclaredPayloadLength(shape.ContentLength);
            var isShort = start.Header is null || (start.PayloadLength < declared && start.PayloadLength <= _connection.BufferedBytes);
            if (!isShort || repeat == RepeatsMax)
            {
                return Describe(request, key, shape, start, declared);
            }

            await PauseAsync(repeat, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the header and as much of the payload as is kept in memory; of a longer one, the rest only when it must be counted.</summary>
    private async Task<ContainerStart?> StartAsync(HashRequest request, ObjectKey key, ContainerShape shape, CancellationToken cancellationToken)
    {
        var start = new ContainerStart();
        try
        {
            await foreach (var piece in ReadAsync(request, shape, cancellationToken).ConfigureAwait(false))
            {
                if (start.PayloadLength <= _connection.BufferedBytes)
                {
                    start.Keep(piece);
                }
                else
                {
                    start.Count(piece.Length);
                }

                if (start.PayloadLength > _connection.BufferedBytes && start.DeclaredPayloadLength(shape.ContentLength) >= start.PayloadLength)
                {
                    return start;
                }
            }
        }
        catch (P8eException e) when (GrpcStatus.Told(e) is { Code: GrpcStatusCode.NotFound })
        {
            return null;
        }
        catch (P8eInputException e) when (e.Code == ErrorCodes.DimeMalformed)
        {
            throw new P8eInputException(e.Code, $"Getting object {key} from {_connection.Name}: {e.Message}", e);
        }

        return start;
    }

    private RemoteDownload Describe(HashRequest request, ObjectKey key, ContainerShape shape, ContainerStart start, long? declared)
    {
        var header = start.Header ?? throw new P8eStateException(
            StateErrorKind.Conflict,
            ErrorCodes.ObjectBytesMissing,
            $"Getting object {key} from {_connection.Name}: what it sent ended inside the header, {RepeatsMax + 1} times. Ask whoever runs that store, or put the object again.");
        var isKept = start.PayloadLength <= _connection.BufferedBytes;
        var length = isKept ? start.PayloadLength : Math.Max(start.PayloadLength, declared ?? 0);
        var stored = new StoredObject(key, Guid.Empty, header.ContainerId, shape.ContentLength, header.Length + length, IsInline: false, Created: default);
        return new RemoteDownload(stored, header, isKept ? start.Payload.ToAsyncEnumerable : Again(request, header, length));
    }

    /// <summary>By itself, so that nothing of what was kept lives on with the download.</summary>
    private Func<IAsyncEnumerable<ReadOnlyMemory<byte>>> Again(HashRequest request, DimeHeader header, long length) =>
        () => ReadPayloadAsync(request, header.ToBytes(), length, CancellationToken.None);

    /// <summary>Reads a long payload, going on where it ended when it ended too early.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadPayloadAsync(
        HashRequest request, byte[] header, long length, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = 0L;
        for (var repeat = 0; ; repeat++)
        {
            var position = -(long)header.Length;
            await foreach (var piece in ReadAsync(request, new ContainerShape(_connection.Name), cancellationToken).ConfigureAwait(false))
            {
                RequireSame(header, position, piece.Span);
                var known = (int)Math.Clamp(given - position, 0, piece.Length);
                position += piece.Length;
                if (known < piece.Length)
                {
                    given = position;
                    yield return piece[known..];
                }
            }

            if (given >= length || repeat == RepeatsMax)
            {
                yield break;
            }

            await PauseAsync(repeat, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The containers of two gets may be two objects, of which the bytes must not be mixed (object-store 4 step 2).</summary>
    private void RequireSame(byte[] header, long position, ReadOnlySpan<byte> piece)
    {
        if (position < 0)
        {
            var rest = header.AsSpan((int)(position + header.Length));
            var count = Math.Min(rest.Length, piece.Length);
            if (!rest[..count].SequenceEqual(piece[..count]))
            {
                throw new P8eTransientException(
                    ErrorCodes.GrpcUnavailable, $"Getting an object from {_connection.Name}: it sends another container under this hash than a moment ago. Get the object again.");
            }
        }
    }

    /// <summary>The container in the pieces in which it arrives.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        HashRequest request, ContainerShape shape, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var turn = await _connection.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var life = _connection.Watch(cancellationToken);
        var messages = _connection.Objects.ServerStreamingAsync(Get, request, InParts, life.Token).GetAsyncEnumerator(life.Token);
        await using (messages.ConfigureAwait(false))
        {
            while (await life.NextAsync(messages, cancellationToken).ConfigureAwait(false))
            {
                var piece = shape.Take(messages.Current);
                if (!piece.IsEmpty)
                {
                    yield return piece;
                }
            }
        }

        shape.Finish();
    }

    private Task PauseAsync(int repeat, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(50 << (2 * repeat)), _connection.Clock, cancellationToken);
}
