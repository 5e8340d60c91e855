using System.Globalization;
using P8e.Access;
using P8e.Access.Auditing;
using P8e.Access.Ports;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Access;

/// <summary>
/// Who did and read what in the table <c>AccessAudit</c>: a partition <c>affiliate|yyyymmdd</c> for each day (the deployment's own begin with the bar), rows <c>ticks|id</c>. A row that is not as this
/// class writes it is a <see cref="P8eStateException"/> (<see cref="ErrorCodes.StorageRowDamaged"/>). Thread-safe.
/// </summary>
public sealed class TableAccessAudit : IAccessAudit
{
    internal const string Table = "AccessAudit";
    private const string CallerName = "Caller";
    private const string RolesName = "Roles";
    private const string RouteName = "Route";
    private const string WhatName = "What";
    private const string OutcomeName = "Outcome";
    private const string CorrelationName = "Correlation";
    private const int TickDigits = 19;
    private const int IdChars = 32;

    private readonly RowTable _table;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    public TableAccessAudit(TableServiceClient tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _table = new RowTable(tables.GetTableClient(Table));
    }

    /// <inheritdoc/>
    public Task AddAsync(AccessAuditLine line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(line);
        var entity = new TableEntity(Partition(line.Affiliate, DateOnly.FromDateTime(line.At.UtcDateTime)), RowKey(line))
        {
            { CallerName, line.Caller },
            { RolesName, string.Join(' ', AccessRoleTexts.Of(line.Roles)) },
            { RouteName, line.Route },
            { WhatName, line.What },
            { OutcomeName, line.Outcome },
            { CorrelationName, line.Correlation },
        };
        return _table.TryAsync("Writing the audit", [TableErrorCode.EntityAlreadyExists], table => table.AddEntityAsync(entity, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AccessAuditPage> ListAsync(AffiliateName? affiliate, DateOnly day, string? cursor, int most, CancellationToken cancellationToken)
    {
        const string Doing = "Reading the audit";
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, IAccessAudit.PageItemsMaximum);
        if (cursor is not null && !IsKey(cursor))
        {
            throw new P8eInputException(ErrorCodes.RequestMalformed, $"{Doing}: the cursor is none of this list. Take it from the page before, or begin without one.");
        }

        List<AccessAuditLine> items = [];
        // One more than asked for says whether there is a next page.
        await foreach (var entity in _table.QueryAsync(
            Doing, $"PartitionKey eq {Partition(affiliate, day)} and RowKey gt {cursor ?? string.Empty}", most + 1, select: null, cancellationToken).ConfigureAwait(false))
        {
            if (items.Count == most)
            {
                return new AccessAuditPage(items, RowKey(items[^1]));
            }

            items.Add(StoredRow.Read(Doing, Table, entity, row => Read(affiliate, row)));
        }

        return new AccessAuditPage(items, null);
    }

    internal static string Partition(AffiliateName? affiliate, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{affiliate}|{day:yyyyMMdd}");

    internal static string RowKey(AccessAuditLine line) => string.Create(CultureInfo.InvariantCulture, $"{line.At.UtcTicks:D19}|{line.Id:N}");

    private static AccessAuditLine Read(AffiliateName? affiliate, TableEntity entity)
    {
        if (!IsKey(entity.RowKey!))
        {
            throw new FormatException("Its key is not one of a line.");
        }

        return new AccessAuditLine
        {
            Id = Guid.ParseExact(entity.RowKey.AsSpan(TickDigits + 1), "N"),
            Affiliate = affiliate,
            At = new DateTimeOffset(long.Parse(entity.RowKey.AsSpan(0, TickDigits), NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero),
            Caller = Text(entity, CallerName),
            Roles = ReadRoles(Text(entity, RolesName)),
            Route = Text(entity, RouteName),
            What = Text(entity, WhatName),
            Outcome = Text(entity, OutcomeName),
            Correlation = Text(entity, CorrelationName),
        };
    }

    private static AccessRoles ReadRoles(string text)
    {
        var roles = text.Split(' ').Select(word => AccessRoleTexts.Find(word)).ToArray();
        return roles.Contains(AccessRoles.None) ? throw new FormatException("Its roles mean nothing.") : roles.Aggregate((sum, role) => sum | role);
    }

    private static bool IsKey(string text) =>
        text.Length == TickDigits + 1 + IdChars && text[TickDigits] == '|' && text.Take(TickDigits).All(char.IsAsciiDigit)
        && text.Skip(TickDigits + 1).All(char.IsAsciiHexDigitLower);

    private static string Text(TableEntity entity, string name) => entity.GetString(name) ?? throw new FormatException($"The value '{name}' is missing.");
}
