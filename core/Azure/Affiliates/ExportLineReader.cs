using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using P8e.Azure.Tables;

namespace P8e.Azure.Affiliates;

/// <summary>Reads lines of JSON from a file with bounded memory.</summary>
internal static class ExportLineReader
{
    /// <summary>A row of 1 MiB has 512 Ki characters, and an escaped one six bytes.</summary>
    private const int LineBytesMax = 4 * 1024 * 1024;

    private const int FirstBufferBytes = 64 * 1024;

    /// <summary>The rows of a file, each with the length of its line.</summary>
    internal static async IAsyncEnumerable<(TableEntity Row, int Bytes)> ReadRowsAsync(
        string path, IncrementalHash? hash, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in ReadLinesAsync(path, hash, cancellationToken).ConfigureAwait(false))
        {
            yield return (Parse(path, line, static json => TableEntityReader.ReadEntity(json.Span)), line.Length);
        }
    }

    /// <summary>The blobs of a list.</summary>
    internal static async IAsyncEnumerable<ExportedBlob> ReadBlobsAsync(string path, IncrementalHash? hash, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in ReadLinesAsync(path, hash, cancellationToken).ConfigureAwait(false))
        {
            yield return Parse(path, line, static json => JsonSerializer.Deserialize<ExportedBlob>(json.Span, ExportFolder.JsonForm) ?? throw new JsonException());
        }
    }

    private static T Parse<T>(string path, ReadOnlyMemory<byte> line, Func<ReadOnlyMemory<byte>, T> parse)
    {
        try
        {
            return parse(line);
        }
        catch (Exception error) when (TableFailure.IsMalformed(error))
        {
            throw ExportFolder.Damaged($"a line of {Path.GetFileName(path)} cannot be read", error);
        }
    }

    /// <summary>Each line is good until the next one is asked for.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLinesAsync(string path, IncrementalHash? hash, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var closing = file.ConfigureAwait(false);
        var buffer = new byte[FirstBufferBytes];
        var (start, end) = (0, 0);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return buffer.AsMemory(start, length);
                start += length + 1;
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length < LineBytesMax ? 2 * buffer.Length : throw ExportFolder.Damaged($"a line of {Path.GetFileName(path)} is longer than a row can be"));
            }

            var read = await file.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                if (end > 0)
                {
                    throw ExportFolder.Damaged($"{Path.GetFileName(path)} ends within a line");
                }

                yield break;
            }

            hash?.AppendData(buffer, end, read);
            end += read;
        }
    }
}
