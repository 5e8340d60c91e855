using System.Globalization;
using P8e.Index.Ports;
using P8e.Index.Rows;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Index;

/// <summary>Reads the index of one affiliate. Every call is one storage call. Thread-safe.</summary>
public sealed class ScopeIndex
{
    private readonly AffiliateName _affiliate;
    private readonly IIndexStore _store;

    /// <summary>Makes a reader.</summary>
    /// <param name="affiliate">Whose index.</param>
    /// <param name="store">Where it is kept.</param>
    public ScopeIndex(AffiliateName affiliate, IIndexStore store)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(store);
        _affiliate = affiliate;
        _store = store;
    }

    /// <summary>Reads how callers name a scope: its address, or its UUID with hyphens.</summary>
    /// <param name="text">The name.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>.</exception>
    public static MetadataAddress ParseScope(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Guid.TryParseExact(text, "D", out var uuid) ? MetadataAddress.ForScope(uuid) : MetadataAddress.Parse(text, MetadataKind.Scope);
    }

    /// <summary>A scope with its sessions and records, also one that has left or was deleted (<see cref="ScopeRow.Standing"/>); null when the index does not have it.</summary>
    /// <param name="scope">The scope's address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IndexedScope?> FindScopeAsync(MetadataAddress scope, CancellationToken cancellationToken)
    {
        Require(scope, MetadataKind.Scope);
        var found = await _store.FindScopeAsync(_affiliate, scope, cancellationToken).ConfigureAwait(false);
        return found?.Row.Standing == ScopeStanding.Arriving ? null : found;
    }

    /// <summary>How far the index is with a scope: the height of its newest change; 0 when the index does not have it.</summary>
    /// <param name="scope">The scope's address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<long> ReadHeightAsync(MetadataAddress scope, CancellationToken cancellationToken)
    {
        Require(scope, MetadataKind.Scope);
        return (await _store.FindScopeRowAsync(_affiliate, scope, cancellationToken).ConfigureAwait(false))?.At.Height ?? 0;
    }

    /// <summary>A record as it stands; null when the index does not have it.</summary>
    /// <param name="scope">The scope's address.</param>
    /// <param name="name">The record's name; outer blanks and case do not matter, as on the chain (provenance-chain 1.2).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RecordNameInvalid"/>.</exception>
    public Task<RecordRow?> FindRecordAsync(MetadataAddress scope, string name, CancellationToken cancellationToken)
    {
        Require(scope, MetadataKind.Scope);
        return _store.FindRecordAsync(_affiliate, scope.ToRecord(name), cancellationToken);
    }

    /// <summary>The current scopes in the order of their addresses.</summary>
    /// <param name="cursor">That of the page before; null for the first page.</param>
    /// <param name="most">Most items, 1 to <see cref="IIndexStore.PageItemsMaximum"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.IndexCursorInvalid"/>, <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public Task<IndexPage<ScopeRow>> ListScopesAsync(string? cursor, int most, CancellationToken cancellationToken)
    {
        CheckMost(most);
        var after = cursor is null ? null
            : MetadataAddress.TryParse(cursor, out var scope) && scope.Kind == MetadataKind.Scope ? scope
            : throw WrongCursor();
        return _store.ListScopesAsync(_affiliate, after, most, cancellationToken);
    }

    /// <summary>What happened to a record, oldest first; empty when the index never had it. It outlives the record and the scope.</summary>
    /// <param name="scope">The scope's address.</param>
    /// <param name="name">The record's name, as for <see cref="FindRecordAsync"/>.</param>
    /// <param name="cursor">That of the page before; null for the first page.</param>
    /// <param name="most">Most items, 1 to <see cref="IIndexStore.PageItemsMaximum"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eInputException">
    /// <see cref="ErrorCodes.IndexCursorInvalid"/>, <see cref="ErrorCodes.LimitExceeded"/>, <see cref="ErrorCodes.RecordNameInvalid"/>.
    /// </exception>
    public Task<IndexPage<HistoryRow>> ListHistoryAsync(MetadataAddress scope, string name, string? cursor, int most, CancellationToken cancellationToken)
    {
        Require(scope, MetadataKind.Scope);
        CheckMost(most);
        var after = 0L;
        return cursor is null || (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after) && after > 0)
            ? _store.ListHistoryAsync(_affiliate, scope.ToRecord(name), after, most, cancellationToken)
            : throw WrongCursor();
    }

    private static void Require(MetadataAddress address, MetadataKind kind)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfNotEqual(address.Kind, kind, nameof(address));
    }

    private static void CheckMost(int most)
    {
        if (most is < 1 or > IIndexStore.PageItemsMaximum)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded, $"Listing the index: a page has 1 to {IIndexStore.PageItemsMaximum} items. Ask for as many and go on with the cursor.");
        }
    }

    private static P8eInputException WrongCursor() =>
        new(ErrorCodes.IndexCursorInvalid, "Listing the index: the cursor is not one of this listing. Send back the one that the page before came with.");
}
