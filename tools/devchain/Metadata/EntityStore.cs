using Google.Protobuf;
using P8e.Devchain.Storage;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Metadata;

/// <summary>One kind of entity, stored under its id (provenance-chain 3.1).</summary>
internal sealed class EntityStore<TEntity>(StateStore state, MetadataKind kind, MessageParser<TEntity> parser)
    where TEntity : class, IMessage<TEntity>
{
    /// <summary>Null when there is none, also for an id of another kind.</summary>
    internal TEntity? Find(ByteString id) =>
        IdText.Is(id, kind) && state.Get(Key(id)) is { } stored ? parser.ParseFrom(stored) : null;

    internal void Save(ByteString id, TEntity entity) => state.Set(Key(id), entity.ToByteArray());

    internal void Remove(ByteString id) => state.Delete(Key(id));

    /// <summary>All entities in key order.</summary>
    internal IEnumerable<TEntity> All() => Range([]);

    /// <summary>The entities that belong to a scope or contract specification, in key order.</summary>
    internal IEnumerable<TEntity> Of(ByteString owner) => Range(owner.Span[1..]);

    private IEnumerable<TEntity> Range(ReadOnlySpan<byte> start) =>
        state.Range(StoreKey.Of(StoreKey.Metadata, (byte)kind, start)).Select(entry => parser.ParseFrom(entry.Value));

    private static byte[] Key(ByteString id) => [StoreKey.Metadata, .. id.Span];
}
