using P8e.Chain.Following;
using P8e.Chain.Scopes;
using P8e.Index.Ports;
using P8e.Index.Rows;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Projection;

/// <summary>
/// From what a block touched, what the node then says, and what the index has, to the index's next step. A pure function: the same block a second time finds its own height
/// and gives nothing.
/// </summary>
/// <param name="affiliate">Whose index.</param>
/// <param name="accounts">Its accounts; a scope belongs in the index while it names one of them.</param>
internal sealed class ScopeProjection(AffiliateName affiliate, IEnumerable<AccountAddress> accounts)
{
    private readonly HashSet<string> _accounts = [.. accounts.Select(account => account.ToString())];

    /// <summary>The next step; null when there is none.</summary>
    /// <param name="touch">What the block touched.</param>
    /// <param name="reading">What the node says.</param>
    /// <param name="stored">What the index has.</param>
    internal ScopeUpdate? Next(ScopeTouch touch, ScopeReading reading, IndexedScope? stored)
    {
        if (stored?.Row.At.Height >= touch.Height)
        {
            return null;
        }

        if (IsOurs(reading, stored))
        {
            return Current(touch, reading, stored);
        }

        return stored is null or { Row.Standing: ScopeStanding.Left or ScopeStanding.Deleted } ? null : Gone(touch, reading, stored);
    }

    private bool IsOurs(ScopeReading reading, IndexedScope? stored) => reading.Scope is { } scope
        && (scope.Owners.Concat(reading.Sessions.SelectMany(session => session.Parties)).Select(party => party.Address)
                .Concat(scope.DataAccess).Append(scope.ValueOwner ?? "").Any(_accounts.Contains)
            // Who is not in what was cut off is not thereby gone.
            || (!reading.IsComplete && stored?.Row.Standing == ScopeStanding.Current));

    private ScopeUpdate Current(ScopeTouch touch, ScopeReading reading, IndexedScope? stored)
    {
        var knownSessions = (stored?.Sessions ?? []).Select(session => session.Content.Address).ToHashSet();
        var knownRecords = (stored?.Records ?? []).ToDictionary(record => record.Content.Address, record => record.Content.Name);
        var sessions = reading.Sessions.Select(session => session.Address).ToHashSet();
        var records = reading.Records.Select(record => record.Address).ToHashSet();
        var written = reading.Records.Where(record => touch.Find(record.Address) is not null || !knownRecords.ContainsKey(record.Address))
            .Select(record => new RecordRow(touch.At(record.Address, reading.IsAtHeight), record)).ToArray();
        var removed = knownRecords.Keys.Where(record => IsRemoved(touch, reading, records, record)).ToArray();
        return new ScopeUpdate
        {
            Row = Row(touch, reading, stored, ScopeStanding.Current),
            Sessions = [.. reading.Sessions.Where(session => touch.Find(session.Address) is not null || !knownSessions.Contains(session.Address))
                .Select(session => new SessionRow(touch.At(session.Address, reading.IsAtHeight), session))],
            RemovedSessions = [.. knownSessions.Where(session => IsRemoved(touch, reading, sessions, session))],
            Records = written,
            RemovedRecords = removed,
            History =
            [
                .. written.Select(row => new HistoryRow(
                    row.Content.Address, row.Content.Name, row.At, touch.Find(row.Content.Address) is null ? RecordChange.Found : RecordChange.Written, row.Content)),
                .. removed.Select(record => Deletion(touch, reading, record, knownRecords[record])),
                .. touch.WrittenRecords().Where(record => !records.Contains(record) && !removed.Contains(record)).Select(record => new HistoryRow(
                    record, knownRecords.GetValueOrDefault(record), touch.At(record, reading.IsAtHeight), RecordChange.Written, null)),
            ],
        };
    }

    private ScopeUpdate Gone(ScopeTouch touch, ScopeReading reading, IndexedScope stored) => new()
    {
        Row = Row(touch, reading, stored, reading.Scope is null ? ScopeStanding.Deleted : ScopeStanding.Left),
        RemovedSessions = [.. stored.Sessions.Select(session => session.Content.Address)],
        RemovedRecords = [.. stored.Records.Select(record => record.Content.Address)],
        History =
        [
            .. stored.Records.Where(record => reading.Scope is null || touch.Find(record.Content.Address)?.Change == EntityChange.Deleted)
                .Select(record => Deletion(touch, reading, record.Content.Address, record.Content.Name)),
        ],
    };

    // The block's own state, read whole, decides; a later or a partial one says nothing about what the block did not touch.
    private static bool IsRemoved(ScopeTouch touch, ScopeReading reading, HashSet<MetadataAddress> there, MetadataAddress entity) =>
        !there.Contains(entity) && ((reading.IsAtHeight && reading.IsComplete) || touch.Find(entity)?.Change == EntityChange.Deleted);

    private static HistoryRow Deletion(ScopeTouch touch, ScopeReading reading, MetadataAddress record, string name) => new(
        record, name, touch.Find(record) is null ? touch.At(reading.IsAtHeight) : touch.At(record, reading.IsAtHeight), RecordChange.Deleted, null);

    private ScopeRow Row(ScopeTouch touch, ScopeReading reading, IndexedScope? stored, ScopeStanding standing) => new()
    {
        Affiliate = affiliate,
        Scope = touch.Scope,
        Standing = standing,
        At = touch.At(reading.IsAtHeight),
        IsComplete = reading.IsComplete,
        Content = reading.Scope,
        Version = stored?.Row.Version,
    };
}
