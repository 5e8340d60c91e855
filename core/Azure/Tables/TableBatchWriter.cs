using System.Buffers;
using System.Text;

namespace P8e.Azure.Tables;

/// <summary>
/// Writes a transaction as multipart/mixed ("Performing entity group transactions"), into one buffer, after checking the service's limits:
/// 1 to 100 actions, one partition, no row twice, 4 MiB.
/// </summary>
internal static class TableBatchWriter
{
    // Boundaries need not be random: a body is JSON, in which a line break is always escaped, so no line of it can be a boundary.
    public const string ContentType = "multipart/mixed; boundary=batch_p8e";
    public const int MaxActions = 100;
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int BytesPerActionAround = 640;

    public static ReadOnlyMemory<byte> Write(Uri endpoint, string table, IReadOnlyList<TableTransactionAction> actions)
    {
        var size = Check(actions);
        var buffer = new ArrayBufferWriter<byte>(size);
        Append(buffer, "--batch_p8e\r\nContent-Type: multipart/mixed; boundary=changeset_p8e\r\n\r\n");
        foreach (var action in actions)
        {
            WriteAction(buffer, endpoint.AbsoluteUri, table, action);
        }

        Append(buffer, "--changeset_p8e--\r\n--batch_p8e--\r\n");
        return buffer.WrittenCount <= MaxBytes
            ? buffer.WrittenMemory
            : throw TooLarge(buffer.WrittenCount);
    }

    private static int Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > MaxActions)
        {
            throw Refused(TableErrorCode.InvalidInput, $"it has {actions.Count} actions, the limits are 1 and {MaxActions}", null);
        }

        var size = 0L;
        var rows = new HashSet<string>(actions.Count, StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            size += CheckRow(actions[i].Entity, i) + BytesPerActionAround;
            if (actions[i].Entity.PartitionKey != actions[0].Entity.PartitionKey)
            {
                throw Refused(TableErrorCode.CommandsInBatchActOnDifferentPartitions, $"action {i} is on another partition than the first", i);
            }

            // A version is a header line of its own.
            if (actions[i].ETag.ToString().AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                throw Refused(TableErrorCode.InvalidInput, $"action {i} names a version that is not printable ASCII", i);
            }

            if (!rows.Add(actions[i].Entity.RowKey!))
            {
                throw Refused(TableErrorCode.InvalidDuplicateRow, $"action {i} is on a row that an earlier action is on", i);
            }
        }

        // The service's size of a row counts two bytes a character; twice the limit of the body cannot fit, so nothing is written for it.
        return size <= 2 * MaxBytes ? (int)Math.Min(size, MaxBytes) : throw TooLarge(size);
    }

    private static int CheckRow(TableEntity entity, int index)
    {
        try
        {
            return TableEntityRules.Check(entity);
        }
        catch (global::Azure.RequestFailedException e)
        {
            throw new TableTransactionFailedException(e, index);
        }
    }

    private static void WriteAction(ArrayBufferWriter<byte> buffer, string url, string table, TableTransactionAction action)
    {
        var type = action.ActionType;
        var path = type == TableTransactionActionType.Add ? table : TablePath.OfEntity(table, action.Entity.PartitionKey, action.Entity.RowKey);
        Append(buffer, $"--changeset_p8e\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n{Verb(type)} {url}{path} HTTP/1.1\r\n");
        Append(buffer, $"Accept: {TableHeaders.MinimalMetadata}\r\nDataServiceVersion: 3.0\r\n");
        if (type is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete)
        {
            Append(buffer, $"{TableHeaders.IfMatch}: {action.ETag}\r\n");
        }

        if (type == TableTransactionActionType.Delete)
        {
            Append(buffer, "\r\n\r\n");
            return;
        }

        Append(buffer, $"{TableHeaders.Prefer}: {TableHeaders.ReturnNoContent}\r\nContent-Type: {TableHeaders.Json}\r\n\r\n");
        TableEntityWriter.Write(buffer, action.Entity);
        Append(buffer, "\r\n");
    }

    private static string Verb(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.Delete => "DELETE",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A transaction action has one of the listed types."),
    };

    private static void Append(IBufferWriter<byte> buffer, string text) => Encoding.ASCII.GetBytes(text, buffer);

    private static TableTransactionFailedException TooLarge(long size) => new(
        TableFailure.Refused(TableErrorCode.RequestBodyTooLarge, $"Sending a transaction: it has {size} bytes, the limit is {MaxBytes}.", 413), null);

    private static TableTransactionFailedException Refused(TableErrorCode code, string what, int? index) =>
        new(TableFailure.Refused(code, $"Sending a transaction: {what}."), index);
}
