using Google.Protobuf;
using P8e.Devchain.Storage;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata;

/// <summary>Object store locators by owner (provenance-chain 3.1, key 0x21).</summary>
internal sealed class LocatorStore(StateStore state)
{
    private const byte Prefix = 0x21;

    internal ObjectStoreLocator? Find(AccountAddress owner) =>
        state.Get(Key(owner)) is { } stored ? ObjectStoreLocator.Parser.ParseFrom(stored) : null;

    internal void Save(AccountAddress owner, ObjectStoreLocator locator) => state.Set(Key(owner), locator.ToByteArray());

    internal void Remove(AccountAddress owner) => state.Delete(Key(owner));

    internal IEnumerable<ObjectStoreLocator> All() =>
        state.Range(StoreKey.Of(StoreKey.Metadata, Prefix)).Select(entry => ObjectStoreLocator.Parser.ParseFrom(entry.Value));

    private static byte[] Key(AccountAddress owner) => StoreKey.Of(StoreKey.Metadata, Prefix, StoreKey.Sized(owner.Bytes.Span));
}
