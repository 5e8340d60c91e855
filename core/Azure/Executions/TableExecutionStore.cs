using System.Globalization;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.Ports;

namespace P8e.Azure.Executions;

/// <summary>
/// Executions in the table <c>Executions</c>: a partition for each affiliate, row keys in the order of the list (the time that is left until the end of the calendar, then the id).
/// </summary>
public sealed class TableExecutionStore : IExecutionStore
{
    internal const string Table = "Executions";
    private const string StateName = "State";
    private const string ContractName = "Contract";
    private const string ScopeName = "Scope";
    private const string SubmittedName = "Submitted";
    private const string StepName = "FailedStep";
    private const string CodeName = "ErrorCode";
    private const string TransactionName = "Transaction";
    private const string HeightName = "Height";
    private const int TickDigits = 19;
    private const int IdCharactersMax = 120;

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableExecutionStore(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(Table));
    }

    /// <inheritdoc/>
    public Task BeginAsync(AffiliateName affiliate, ExecutionRow row, CancellationToken cancellationToken)
    {
        var entity = Write(affiliate, row);
        return _table.TryAsync(
            "Listing an execution", [TableErrorCode.EntityAlreadyExists], table => table.AddEntityAsync(entity, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndAsync(AffiliateName affiliate, ExecutionRow row, CancellationToken cancellationToken)
    {
        var entity = Write(affiliate, row);
        return _table.RunAsync("Ending an execution", table => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ExecutionPage> ListAsync(AffiliateName affiliate, string? cursor, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, IExecutionStore.PageItemsMaximum);
        if (cursor is not null && !IsKey(cursor))
        {
            throw new P8eInputException(ErrorCodes.RequestMalformed, "Listing executions: the cursor is none of this list. Take it from the page before, or begin without one.");
        }

        var partition = affiliate.ToString();
        List<ExecutionRow> items = [];
        var last = string.Empty;
        // One more than asked for says whether there is a next page.
        await foreach (var entity in _table.QueryAsync(
            "Listing executions", $"PartitionKey eq {partition} and RowKey gt {cursor ?? string.Empty}", most + 1, select: null, cancellationToken).ConfigureAwait(false))
        {
            if (items.Count == most)
            {
                return new ExecutionPage(items, last);
            }

            items.Add(Read(entity));
            last = entity.RowKey;
        }

        return new ExecutionPage(items, null);
    }

    private static TableEntity Write(AffiliateName affiliate, ExecutionRow row)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(row);
        if (row.Id.Length is 0 or > IdCharactersMax || !row.Id.All(IsIdCharacter))
        {
            throw new ArgumentException($"An execution's id has 1 to {IdCharactersMax} letters, digits and hyphens.", nameof(row));
        }

        var left = (DateTimeOffset.MaxValue.UtcTicks - row.Submitted.UtcTicks).ToString(CultureInfo.InvariantCulture).PadLeft(TickDigits, '0');
        var entity = new TableEntity(affiliate.ToString(), $"{left}-{row.Id}")
        {
            { StateName, (int)row.State },
            { ContractName, row.Contract },
            { ScopeName, row.Scope },
            { SubmittedName, row.Submitted.UtcTicks },
            { HeightName, row.Height },
        };
        Add(entity, StepName, row.FailedStep);
        Add(entity, CodeName, row.ErrorCode);
        Add(entity, TransactionName, row.Transaction);
        return entity;
    }

    private static void Add(TableEntity entity, string name, string? value)
    {
        if (value is not null)
        {
            entity.Add(name, value);
        }
    }

    private static ExecutionRow Read(TableEntity entity)
    {
        try
        {
            return new ExecutionRow(
                entity.RowKey![(TickDigits + 1)..],
                entity.GetString(ContractName)!,
                entity.GetGuid(ScopeName)!.Value,
                new DateTimeOffset(entity.GetInt64(SubmittedName)!.Value, TimeSpan.Zero))
            {
                State = (ExecutionState)entity.GetInt32(StateName)!.Value,
                FailedStep = entity.GetString(StepName),
                ErrorCode = entity.GetString(CodeName),
                Transaction = entity.GetString(TransactionName),
                Height = entity.GetInt64(HeightName)!.Value,
            };
        }
        catch (Exception error) when (RowParts.IsDamage(error))
        {
            throw new P8eStateException(StateErrorKind.Conflict, ErrorCodes.StorageRowDamaged, RowParts.DamageMessage("Listing executions", Table, entity), error);
        }
    }

    private static bool IsKey(string cursor) =>
        cursor.Length is > TickDigits + 1 and <= TickDigits + 1 + IdCharactersMax && cursor.AsSpan(0, TickDigits).IndexOfAnyExceptInRange('0', '9') < 0 && cursor.Skip(TickDigits).All(IsIdCharacter);

    private static bool IsIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';
}
