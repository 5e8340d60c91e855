using System.Globalization;
using System.Runtime.CompilerServices;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>
/// Audit lines in the table <c>Audit</c>: a partition <c>affiliate|yyyymmdd</c> for each day, rows <c>ticks|id</c>. A row that is not as this class writes it is a <see cref="P8eStateException"/>
/// (<see cref="ErrorCodes.StorageRowDamaged"/>). Thread-safe.
/// </summary>
public sealed class TableObjectAudit : IObjectAudit
{
    internal const string Table = "Audit";
    private const string IdName = "LineId";
    private const string AtName = "AtTicks";
    private const string ActorName = "Actor";
    private const string ActName = "Act";
    private const string KeyName = "ObjectKey";
    private const string ObjectName = "ObjectId";
    private const string OutcomeName = "Outcome";
    private const string DetailsName = "Details";

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableObjectAudit(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(Table));
    }

    /// <inheritdoc/>
    public Task AddAsync(ObjectAuditLine line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(line);
        var entity = new TableEntity(Partition(line.Affiliate, DateOnly.FromDateTime(line.At.UtcDateTime)), RowKey(line))
        {
            { IdName, line.Id },
            { AtName, line.At.UtcTicks },
            { ActorName, line.Actor },
            { ActName, (int)line.Act },
            { KeyName, line.Key.Bytes.ToArray() },
            { ObjectName, line.ObjectId },
            { OutcomeName, line.Outcome },
            { DetailsName, line.Details },
        };
        return _table.TryAsync("Writing the audit", [TableErrorCode.EntityAlreadyExists], table => table.AddEntityAsync(entity, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectAuditLine> ListAsync(AffiliateName affiliate, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Doing = "Reading the audit";
        ArgumentNullException.ThrowIfNull(affiliate);
        await foreach (var entity in _table.QueryAsync(Doing, $"PartitionKey eq {Partition(affiliate, day)}", null, select: null, cancellationToken).ConfigureAwait(false))
        {
            yield return StoredRow.Read(Doing, Table, entity, _ => Read(affiliate, entity));
        }
    }

    internal static string Partition(AffiliateName affiliate, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{affiliate}|{day:yyyyMMdd}");

    internal static string RowKey(ObjectAuditLine line) => string.Create(CultureInfo.InvariantCulture, $"{line.At.UtcTicks:D19}|{line.Id:N}");

    private static ObjectAuditLine Read(AffiliateName affiliate, TableEntity entity)
    {
        var line = new ObjectAuditLine
        {
            Id = entity.GetGuid(IdName)!.Value,
            Affiliate = affiliate,
            At = StoredRow.Time(entity, AtName),
            Actor = Text(entity, ActorName),
            Act = StoredRow.Choice<ObjectAct>(entity, ActName),
            Key = ObjectKey.FromBytes(StoredRow.Bytes(entity, KeyName)),
            ObjectId = entity.GetGuid(ObjectName),
            Outcome = Text(entity, OutcomeName),
            Details = Text(entity, DetailsName),
        };
        return RowKey(line) == entity.RowKey ? line : throw new FormatException("It stands under another key.");
    }

    private static string Text(TableEntity entity, string name) => entity.GetString(name) ?? throw new FormatException($"The value '{name}' is missing.");
}
