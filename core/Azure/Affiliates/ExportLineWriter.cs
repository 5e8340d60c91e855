using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using P8e.Azure.Tables;

namespace P8e.Azure.Affiliates;

/// <summary>Writes lines of JSON to a file, counting and hashing them.</summary>
internal sealed class ExportLineWriter(string path) : IAsyncDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _line = new();
    private long _count;
    private long _bytes;

    internal Task WriteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        TableEntityWriter.Write(_line, row);
        return EndLineAsync(cancellationToken);
    }

    internal async Task WriteAsync(ExportedBlob blob, CancellationToken cancellationToken)
    {
        using (var writer = new Utf8JsonWriter(_line))
        {
            JsonSerializer.Serialize(writer, blob, ExportFolder.JsonForm);
        }

        await EndLineAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings everything to the disk.</summary>
    /// <param name="name">What the manifest calls the file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<ExportedFile> EndAsync(string name, CancellationToken cancellationToken)
    {
        await _file.FlushAsync(cancellationToken).ConfigureAwait(false);
        _file.Flush(flushToDisk: true);
        return new ExportedFile(name, _count, _bytes, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _hash.Dispose();
        return _file.DisposeAsync();
    }

    // JSON has no raw line break, so a line is a row.
    private async Task EndLineAsync(CancellationToken cancellationToken)
    {
        _line.Write("\n"u8);
        _hash.AppendData(_line.WrittenSpan);
        await _file.WriteAsync(_line.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _bytes += _line.WrittenCount;
        _count++;
        _line.ResetWrittenCount();
    }
}
