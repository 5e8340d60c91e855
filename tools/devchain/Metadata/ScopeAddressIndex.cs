using Google.Protobuf;
using P8e.Devchain.Storage;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata;

/// <summary>Which scopes an address owns or may read the data of (provenance-chain 3.1, key 0x17). The value owner is not in it.</summary>
internal sealed class ScopeAddressIndex(StateStore state)
{
    private const byte Prefix = 0x17;

    internal void Add(Scope scope)
    {
        foreach (var key in Keys(scope))
        {
            state.Set(key, []);
        }
    }

    internal void Remove(Scope scope)
    {
        foreach (var key in Keys(scope))
        {
            state.Delete(key);
        }
    }

    /// <summary>Scope ids in key order.</summary>
    internal IEnumerable<ByteString> ScopesOf(AccountAddress address)
    {
        var prefix = StoreKey.Of(StoreKey.Metadata, Prefix, StoreKey.Sized(address.Bytes.Span));
        return state.Range(prefix).Select(entry => ByteString.CopyFrom(entry.Key.AsSpan(prefix.Length)));
    }

    private static IEnumerable<byte[]> Keys(Scope scope) =>
        scope.Owners.Select(owner => owner.Address).Concat(scope.DataAccess).Distinct(StringComparer.Ordinal)
            .Select(AccountAddress.Parse)
            .Select(address => StoreKey.Of(StoreKey.Metadata, Prefix, StoreKey.Sized(address.Bytes.Span), scope.ScopeId.Span));
}
