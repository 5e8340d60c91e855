using System.Buffers;
using P8e.Cryptography.Dime;
using P8e.ObjectStore.Local;

namespace P8e.ObjectStore.Service;

/// <summary>A container that arrives in messages: its header was read, its payload is handed on as it comes.</summary>
internal sealed class ReceivedUpload : ObjectUpload
{
    /// <summary>Bytes read at once while the header is not complete; most headers are shorter.</summary>
    private const int PieceBytes = 4096;

    private readonly UploadReader _reader;
    private readonly Action<bool> _checkSource;
    private ReadOnlyMemory<byte> _rest;

    private ReceivedUpload(UploadReader reader, DimeHeader header, ReadOnlyMemory<byte> rest, Action<bool> checkSource)
        : base(header) => (_reader, _rest, _checkSource) = (reader, rest, checkSource);

    /// <inheritdoc/>
    public override long ContentLength => _reader.ContentLength;

    /// <summary>Reads the header of a container.</summary>
    /// <param name="reader">An opened upload.</param>
    /// <param name="checkSource">Told at the end whether the upload says that another store sends it; throws when this caller may not say so.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <exception cref="ContainerRefusedException">It is no container.</exception>
    internal static async Task<ReceivedUpload> StartAsync(UploadReader reader, Action<bool> checkSource, CancellationToken cancellationToken)
    {
        var received = new ArrayBufferWriter<byte>();
        var wanted = 1;
        while (true)
        {
            if (received.WrittenCount >= wanted)
            {
                DimeHeader? header;
                try
                {
                    if (!DimeHeader.TryParse(received.WrittenSpan, DimeLimits.Default, out header, out wanted))
                    {
                        continue;
                    }
                }
                catch (Protocol.Errors.P8eInputException fault)
                {
                    throw new ContainerRefusedException(ContainerFault.TextFor(received.WrittenSpan, fault), fault);
                }

                return new ReceivedUpload(reader, header!, received.WrittenMemory[header!.Length..], checkSource);
            }

            var read = await reader.ReadAsync(received.GetMemory(PieceBytes), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new ContainerRefusedException(ContainerFault.Cut, null);
            }

            received.Advance(read);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadPayloadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = Math.Min(_rest.Length, buffer.Length);
        _rest[..filled].CopyTo(buffer);
        _rest = _rest[filled..];
        while (filled < buffer.Length && await _reader.ReadAsync(buffer[filled..], cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            filled += read;
        }

        return filled;
    }

    /// <inheritdoc/>
    public override ValueTask<ObjectProperties> CompleteAsync(CancellationToken cancellationToken)
    {
        _reader.RequireProperties();
        var properties = new ObjectProperties(_reader.Properties);
        _checkSource(ObjectPointers.IsReplica(properties.InOrder));
        return ValueTask.FromResult(properties);
    }
}
