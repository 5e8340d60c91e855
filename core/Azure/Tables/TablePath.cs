namespace P8e.Azure.Tables;

/// <summary>Paths of rows, escaped: a key can neither end its quotes nor its path segment.</summary>
internal static class TablePath
{
    public static string OfEntity(string table, string? partitionKey, string? rowKey)
    {
        TableEntityRules.CheckKey(TableEntity.PartitionKeyName, partitionKey);
        TableEntityRules.CheckKey(TableEntity.RowKeyName, rowKey);
        return $"{table}(PartitionKey='{Quote(partitionKey!)}',RowKey='{Quote(rowKey!)}')";
    }

    private static string Quote(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
