using Google.Protobuf;
using P8e.Devchain.Storage;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata;

/// <summary>The metadata module's state: entities, their indexes and net asset values (provenance-chain 3.1). No rules, no events.</summary>
internal sealed class MetadataKeeper(StateStore state)
{
    private const byte ScopesOfSpecification = 0x11;
    private const byte ScopeSpecificationsOfContract = 0x14;
    private const byte NetAssetValues = 0x22;

    internal EntityStore<Scope> Scopes { get; } = new(state, MetadataKind.Scope, Scope.Parser);

    internal EntityStore<Session> Sessions { get; } = new(state, MetadataKind.Session, Session.Parser);

    internal EntityStore<Record> Records { get; } = new(state, MetadataKind.Record, Record.Parser);

    internal EntityStore<ContractSpecification> Contracts { get; } = new(state, MetadataKind.ContractSpecification, ContractSpecification.Parser);

    internal EntityStore<ScopeSpecification> ScopeSpecifications { get; } = new(state, MetadataKind.ScopeSpecification, ScopeSpecification.Parser);

    internal EntityStore<RecordSpecification> RecordSpecifications { get; } =
        new(state, MetadataKind.RecordSpecification, RecordSpecification.Parser);

    internal ScopeAddressIndex AddressIndex { get; } = new(state);

    internal LocatorStore Locators { get; } = new(state);

    /// <summary>Stores a scope without its value owner, who is whoever holds its coin.</summary>
    internal void SaveScope(Scope scope)
    {
        var stored = scope.Clone();
        stored.ValueOwnerAddress = string.Empty;
        if (Scopes.Find(scope.ScopeId) is { } old)
        {
            RemoveScopeIndexes(old);
        }

        Scopes.Save(stored.ScopeId, stored);
        state.Set(StoreKey.Of(StoreKey.Metadata, ScopesOfSpecification, stored.SpecificationId.Span, stored.ScopeId.Span), []);
        AddressIndex.Add(stored);
    }

    /// <summary>Removes a scope and its net asset values; what else belongs to it is the caller's.</summary>
    internal void RemoveScope(Scope scope)
    {
        RemoveScopeIndexes(scope);
        Scopes.Remove(scope.ScopeId);
        foreach (var entry in state.Range(NetAssetValueKey(scope.ScopeId, string.Empty)).ToArray())
        {
            state.Delete(entry.Key);
        }
    }

    internal bool HasRecords(ByteString session) =>
        Records.Of(IdText.ScopeOf(session)).Any(record => record.SessionId.Equals(session));

    internal bool IsInUse(ScopeSpecification specification) =>
        state.Range(StoreKey.Of(StoreKey.Metadata, ScopesOfSpecification, specification.SpecificationId.Span)).Any();

    internal bool IsInUse(ContractSpecification specification) =>
        state.Range(StoreKey.Of(StoreKey.Metadata, ScopeSpecificationsOfContract, specification.SpecificationId.Span)).Any();

    internal void SaveScopeSpecification(ScopeSpecification specification)
    {
        RemoveScopeSpecification(specification.SpecificationId);
        ScopeSpecifications.Save(specification.SpecificationId, specification);
        foreach (var contract in specification.ContractSpecIds)
        {
            state.Set(ContractIndexKey(contract, specification.SpecificationId), []);
        }
    }

    internal void RemoveScopeSpecification(ByteString id)
    {
        foreach (var contract in ScopeSpecifications.Find(id)?.ContractSpecIds.AsEnumerable() ?? [])
        {
            state.Delete(ContractIndexKey(contract, id));
        }

        ScopeSpecifications.Remove(id);
    }

    internal void SaveNetAssetValue(ByteString scope, NetAssetValue value) =>
        state.Set(NetAssetValueKey(scope, value.Price.Denom), value.ToByteArray());

    internal IEnumerable<NetAssetValue> NetAssetValuesOf(ByteString scope) =>
        state.Range(NetAssetValueKey(scope, string.Empty)).Select(entry => NetAssetValue.Parser.ParseFrom(entry.Value));

    private void RemoveScopeIndexes(Scope scope)
    {
        state.Delete(StoreKey.Of(StoreKey.Metadata, ScopesOfSpecification, scope.SpecificationId.Span, scope.ScopeId.Span));
        AddressIndex.Remove(scope);
    }

    private static byte[] ContractIndexKey(ByteString contract, ByteString specification) =>
        StoreKey.Of(StoreKey.Metadata, ScopeSpecificationsOfContract, contract.Span, specification.Span);

    private static byte[] NetAssetValueKey(ByteString scope, string denom) =>
        StoreKey.Of(StoreKey.Metadata, NetAssetValues, StoreKey.Sized(scope.Span), StoreKey.Text(denom));
}
