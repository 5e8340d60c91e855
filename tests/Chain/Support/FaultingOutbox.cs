using P8e.Chain.Submission;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Tests.Support;

/// <summary>An outbox whose updates fail now and then, before or after they happened.</summary>
internal sealed class FaultingOutbox(IOutbox inner) : IOutbox
{
    /// <summary>One per update: true fails before it, false after it, null not at all.</summary>
    internal Queue<bool?> Faults { get; } = new();

    public Task<bool> TryAddAsync(OutboxRow row, CancellationToken cancellationToken) => inner.TryAddAsync(row, cancellationToken);

    public Task<OutboxRow?> FindAsync(AccountAddress account, string id, CancellationToken cancellationToken) =>
        inner.FindAsync(account, id, cancellationToken);

    public IAsyncEnumerable<OutboxRow> ListOpenAsync(AccountAddress account, CancellationToken cancellationToken) =>
        inner.ListOpenAsync(account, cancellationToken);

    public Task<WriterClaim> ClaimAsync(AccountAddress account, CancellationToken cancellationToken) => inner.ClaimAsync(account, cancellationToken);

    public async Task<OutboxRow?> TryUpdateAsync(WriterClaim claim, OutboxRow row, CancellationToken cancellationToken)
    {
        var fault = Faults.TryDequeue(out var next) ? next : null;
        if (fault is true)
        {
            throw Unavailable();
        }

        var updated = await inner.TryUpdateAsync(claim, row, cancellationToken);
        return fault is false ? throw Unavailable() : updated;
    }

    private static P8eTransientException Unavailable() => new(ErrorCodes.StorageUnavailable, "The storage does not answer.");
}
