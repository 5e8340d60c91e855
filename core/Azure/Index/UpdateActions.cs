using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Index.Ports;

namespace P8e.Azure.Index;

/// <summary>The actions of an update beside the scope's own row, and how they are shared out among transactions.</summary>
internal static class UpdateActions
{
    /// <summary>A transaction has 100 actions; one is the scope's.</summary>
    internal const int ActionsMax = 99;

    /// <summary>A transaction has 4 MiB; the rest is the scope's row and what stands around every action.</summary>
    private const int BytesMax = 5 * 512 * 1024;

    private const int ActionBytes = 1024;

    /// <summary>
    /// History first: until the scope's row is written the same update can be made again from what stands, and only what is removed could not be told any more.
    /// </summary>
    internal static List<TableTransactionAction> Of(ScopeUpdate update)
    {
        var partition = IndexTableNames.Partition(update.Row.Affiliate, update.Row.Scope);
        var history = update.History.Select(row => IndexEntity.Write(partition, IndexTableNames.HistoryRow(row.Record, row.At.Height), row));
        var standing = update.Sessions.Select(row => IndexEntity.Write(partition, IndexTableNames.SessionRow(row.Content.Address), row))
            .Concat(update.Records.Select(row => IndexEntity.Write(partition, IndexTableNames.RecordRow(row.Content.Address), row)));
        var removed = update.RemovedSessions.Select(IndexTableNames.SessionRow).Concat(update.RemovedRecords.Select(IndexTableNames.RecordRow));
        return
        [
            .. history.Concat(standing).Select(entity => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity)),
            .. removed.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row))),
        ];
    }

    /// <summary>The actions in order, in parts that each fit a transaction with the scope's row; always one part at least.</summary>
    internal static List<List<TableTransactionAction>> Split(IReadOnlyList<TableTransactionAction> actions)
    {
        var parts = new List<List<TableTransactionAction>> { new() };
        var bytes = 0;
        foreach (var action in actions)
        {
            // Base64 makes four bytes of three.
            var size = ActionBytes + (RowParts.Join(action.Entity, IndexEntity.ContentName).Length / 3 * 4);
            if (parts[^1].Count == ActionsMax || bytes + size > BytesMax)
            {
                parts.Add([]);
                bytes = 0;
            }

            parts[^1].Add(action);
            bytes += size;
        }

        return parts;
    }
}
