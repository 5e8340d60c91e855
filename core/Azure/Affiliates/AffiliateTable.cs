using P8e.Azure.Access;
using P8e.Azure.Chain;
using P8e.Azure.Contracts;
using P8e.Azure.Executions;
using P8e.Azure.Index;
using P8e.Azure.Objects;

namespace P8e.Azure.Affiliates;

/// <summary>
/// Which rows of a table are an affiliate's: those of one partition, or of all that begin with its name and a bar. The bar ends the name, so that <c>lender</c> has nothing of <c>lender-1</c>.
/// </summary>
/// <param name="Name">The table.</param>
/// <param name="Partition">What follows the name in the partition.</param>
/// <param name="IsRange">Whether something more follows.</param>
/// <param name="RowsPerPage">Rows that are read with one request: an answer has at most 64 MiB, a row of some tables 1 MiB.</param>
internal sealed record AffiliateTable(string Name, string Partition, bool IsRange, int RowsPerPage)
{
    private const int LargeRows = 40;
    private const int MediumRows = 500;
    private const int SmallRows = 1000;

    /// <summary>Every table that holds rows of affiliates under their names.</summary>
    internal static IReadOnlyList<AffiliateTable> All { get; } =
    [
        new(ObjectTableNames.Table, "|", IsRange: true, LargeRows),
        new(MailTableNames.Table, "", IsRange: false, SmallRows),
        new(PublicKeyEntity.Table, "", IsRange: false, MediumRows),
        new(TableObjectAudit.Table, "|", IsRange: true, SmallRows),
        new(TableAccessAudit.Table, "|", IsRange: true, SmallRows),
        new(ContractTableNames.Table, "", IsRange: false, MediumRows),
        new(TableExecutionStore.Table, "", IsRange: false, SmallRows),
        new(IndexTableNames.Table, "|", IsRange: true, LargeRows),
        new(ApiKeyEntity.Table, TableRequestKeys.PartitionEnd, IsRange: false, SmallRows),
        // Not all that begins with the name: the hub's part of this table begins with 'hub|'.
        new(ReplicationEntity.Table, ReplicationEntity.PartitionEnd, IsRange: false, SmallRows),
    ];

    /// <summary>The table of transactions on their way, where the partition is an account.</summary>
    internal static AffiliateTable Outbox { get; } = new(OutboxTableNames.Table, "", IsRange: false, LargeRows);

    /// <summary>Selects its rows.</summary>
    /// <param name="owner">The affiliate, or in the outbox the account.</param>
    internal FormattableString Filter(string owner)
    {
        var partition = owner + Partition;
        return IsRange ? $"PartitionKey ge {partition} and PartitionKey lt {owner + "}"}" : (FormattableString)$"PartitionKey eq {partition}";
    }

    /// <summary>Whether a partition is its.</summary>
    internal bool Owns(string owner, string partition) => IsRange ? partition.StartsWith(owner + Partition, StringComparison.Ordinal) : partition == owner + Partition;
}
