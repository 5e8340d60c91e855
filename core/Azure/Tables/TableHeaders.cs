namespace P8e.Azure.Tables;

/// <summary>Header names and fixed values of the table service.</summary>
internal static class TableHeaders
{
    public const string Date = "x-ms-date";
    public const string Version = "x-ms-version";

    /// <summary>The first version whose table service accepts tokens; the official client's newest.</summary>
    public const string ServiceVersion = "2020-12-06";

    /// <summary>Types that JSON itself does not tell apart are annotated, nothing else.</summary>
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";

    public const string Json = "application/json";
    public const string DataServiceVersion = "DataServiceVersion";
    public const string Prefer = "Prefer";
    public const string ReturnNoContent = "return-no-content";
    public const string IfMatch = "If-Match";
    public const string ErrorCode = "x-ms-error-code";
    public const string NextPartitionKey = "x-ms-continuation-NextPartitionKey";
    public const string NextRowKey = "x-ms-continuation-NextRowKey";
    public const string NextTableName = "x-ms-continuation-NextTableName";
}
