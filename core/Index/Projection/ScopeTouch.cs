using P8e.Chain.Following;
using P8e.Chain.Transactions;
using P8e.Index.Rows;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Projection;

/// <summary>That a block did something to a scope, its sessions, records, value owner or net asset value; and what it did last to each session and record.</summary>
internal sealed class ScopeTouch
{
    private readonly Dictionary<MetadataAddress, EntityTouch> _entities = [];
    private readonly long _height;
    private readonly DateTimeOffset _blockTime;
    private TransactionHash? _transaction;
    private EntityChange? _first;

    private ScopeTouch(MetadataAddress scope, FollowedBlock block)
    {
        Scope = scope;
        _height = block.Header.Height;
        _blockTime = block.Header.Time;
    }

    internal MetadataAddress Scope { get; }

    internal long Height => _height;

    /// <summary>Whether the scope was not there before the block: then the index cannot have it as a current one, and need not be asked.</summary>
    internal bool IsBorn => _first == EntityChange.Created;

    /// <summary>The touched scopes, block by block, in the order in which each was first touched there.</summary>
    internal static IEnumerable<ScopeTouch> Of(IEnumerable<FollowedBlock> blocks)
    {
        foreach (var block in blocks)
        {
            var touches = new Dictionary<MetadataAddress, ScopeTouch>();
            var order = new List<ScopeTouch>();
            foreach (var happened in block.Events)
            {
                if (ScopeOf(happened) is { } scope)
                {
                    if (!touches.TryGetValue(scope, out var touch))
                    {
                        order.Add(touches[scope] = touch = new ScopeTouch(scope, block));
                    }

                    touch.Add(happened);
                }
            }

            foreach (var touch in order)
            {
                yield return touch;
            }
        }
    }

    /// <summary>What the block did last to a session or record; null when it did nothing.</summary>
    internal EntityTouch? Find(MetadataAddress entity) => _entities.TryGetValue(entity, out var touch) ? touch : null;

    /// <summary>The records that the block wrote and did not delete again.</summary>
    internal IEnumerable<MetadataAddress> WrittenRecords() =>
        _entities.Where(touched => touched.Key.Kind == MetadataKind.Record && touched.Value.Change != EntityChange.Deleted).Select(touched => touched.Key);

    /// <summary>The block as a row has it.</summary>
    /// <param name="isAtHeight">Whether the state that goes with it is the block's own.</param>
    internal ChangePoint At(bool isAtHeight) => At(_transaction, isAtHeight);

    /// <summary>As above, for a session or record; one that the block did not touch was changed by a transaction we do not know.</summary>
    internal ChangePoint At(MetadataAddress entity, bool isAtHeight) => At(Find(entity)?.Transaction, isAtHeight);

    private static MetadataAddress? ScopeOf(MetadataEvent happened) => happened switch
    {
        EntityChanged { Address.Kind: <= MetadataKind.Record } changed => changed.Address.ToScope(),
        ValueOwnerMoved moved => moved.Scope,
        NetAssetValueSet set => set.Scope,
        _ => null,
    };

    private ChangePoint At(TransactionHash? transaction, bool isAtHeight) => new(_height, _blockTime, transaction, isAtHeight);

    private void Add(MetadataEvent happened)
    {
        _transaction = happened.Origin.Transaction;
        if (happened is not EntityChanged changed)
        {
            return;
        }

        if (changed.Address.Kind == MetadataKind.Scope)
        {
            _first ??= changed.Change;
        }
        else
        {
            _entities[changed.Address] = new EntityTouch(changed.Change, changed.Origin.Transaction);
        }
    }
}
