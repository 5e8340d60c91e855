using Azure;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Chain.Following;
using P8e.Protocol.Errors;

namespace P8e.Azure.Chain;

/// <summary>
/// The followers' cursors in the table <c>Cursors</c>, one partition and one row each. A row that is not as this class writes it is a <see cref="P8eStateException"/>
/// (<see cref="ErrorCodes.StorageRowDamaged"/>). Thread-safe.
/// </summary>
public sealed class TableCursorStore : ICursorStore
{
    private const string Table = "Cursors";
    private const string Row = "cursor";
    private const string ChainIdName = "ChainId";
    private const string HeightName = "Height";
    private const string BlockHashName = "BlockHash";
    private const string WriteName = "Write";
    private const int NameCharsMax = 64;

    private readonly RowTable _table;
    private readonly Func<Guid> _newId;

    /// <summary>Makes the adapter; sends nothing. The table is created when it turns out to be missing.</summary>
    /// <param name="tables">The account's tables.</param>
    /// <param name="newId">Ids that nobody else has: a move is known again by one when its answer was lost.</param>
    public TableCursorStore(TableServiceClient tables, Func<Guid> newId)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(newId);
        _table = new RowTable(tables.GetTableClient(Table));
        _newId = newId;
    }

    /// <inheritdoc/>
    public async Task<FollowCursor?> FindAsync(string name, CancellationToken cancellationToken)
    {
        CheckName(name);
        return await _table.FindAsync("Reading a cursor", name, Row, cancellationToken).ConfigureAwait(false) is { } entity ? Read(entity) : null;
    }

    /// <inheritdoc/>
    public async Task<FollowCursor?> TryMoveAsync(string name, FollowCursor cursor, CancellationToken cancellationToken)
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(cursor);
        const string Doing = "Moving a cursor";
        var write = _newId();
        var entity = new TableEntity(name, Row)
        {
            { ChainIdName, cursor.ChainId },
            { HeightName, cursor.Height },
            { BlockHashName, cursor.BlockHash },
            { WriteName, write },
        };
        var answer = await _table.TryAsync(
            Doing,
            RowTable.Conflicts,
            table => cursor.Version is null
                ? table.AddEntityAsync(entity, cancellationToken)
                : table.UpdateEntityAsync(entity, new ETag(cursor.Version), TableUpdateMode.Replace, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (answer is not null)
        {
            return cursor with { Version = answer.Headers.ETag.GetValueOrDefault().ToString() };
        }

        // Refused, unless it was this very move and the answer to its first try was lost.
        var stands = await _table.FindAsync(Doing, name, Row, cancellationToken).ConfigureAwait(false);
        return stands is not null && stands.TryGetValue(WriteName, out var written) && written is Guid id && id == write ? Read(stands) : null;
    }

    private static FollowCursor Read(TableEntity entity)
    {
        try
        {
            return entity.GetString(ChainIdName) is { } chainId && entity.GetInt64(HeightName) is { } height && entity.GetString(BlockHashName) is { } hash
                ? new FollowCursor(chainId, height, hash, entity.ETag.ToString())
                : throw new FormatException("It lacks a value.");
        }
        catch (Exception error) when (RowParts.IsDamage(error))
        {
            throw new P8eStateException(StateErrorKind.Conflict, ErrorCodes.StorageRowDamaged, RowParts.DamageMessage("Reading a cursor", Table, entity), error);
        }
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > NameCharsMax || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"A follower's name has 1 to {NameCharsMax} small letters, digits and hyphens.", nameof(name));
        }
    }
}
