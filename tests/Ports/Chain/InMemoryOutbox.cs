using System.Runtime.CompilerServices;
using P8e.Chain.Submission;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Chain;

/// <summary>The rows in memory; every step is atomic.</summary>
public sealed class InMemoryOutbox : IOutbox
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountAddress Account, string Id), OutboxRow> _rows = [];
    private readonly Dictionary<AccountAddress, string> _claims = [];
    private long _version;

    /// <inheritdoc/>
    public Task<bool> TryAddAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.State, OutboxState.Pending, nameof(row));
        return Run(() => _rows.TryAdd((row.Account, row.Id), row with { Version = NextVersion() }), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<OutboxRow?> FindAsync(AccountAddress account, string id, CancellationToken cancellationToken) =>
        Run(() => _rows.GetValueOrDefault((account, id)), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<OutboxRow> ListOpenAsync(AccountAddress account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await Run(
            () => _rows.Values.Where(row => row.Account.Equals(account) && row.IsOpen)
                .OrderBy(row => row.Added).ThenBy(row => row.Id, StringComparer.Ordinal).ToArray(),
            cancellationToken);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    /// <inheritdoc/>
    public Task<WriterClaim> ClaimAsync(AccountAddress account, CancellationToken cancellationToken) =>
        Run(() => new WriterClaim(account, _claims[account] = NextVersion()), cancellationToken);

    /// <inheritdoc/>
    public Task<OutboxRow?> TryUpdateAsync(WriterClaim claim, OutboxRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentException.ThrowIfNullOrEmpty(row.Version, nameof(row));
        return Run(
            () => !claim.Account.Equals(row.Account) || _claims.GetValueOrDefault(row.Account) != claim.Token
                || _rows.GetValueOrDefault((row.Account, row.Id))?.Version != row.Version
                    ? null
                    : _rows[(row.Account, row.Id)] = row with { Version = NextVersion() },
            cancellationToken);
    }

    private string NextVersion() => $"v{++_version}";

    private Task<T> Run<T>(Func<T> step, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_gate)
        {
            return Task.FromResult(step());
        }
    }
}
