namespace P8e.Protocol.Identifiers;

/// <summary>What a metadata address names; the value is its first byte (provenance-chain 1.1).</summary>
public enum MetadataKind : byte
{
    /// <summary>Scope: 17 bytes, prefix <c>scope</c>.</summary>
    Scope = 0,

    /// <summary>Session of a scope: 33 bytes, prefix <c>session</c>.</summary>
    Session = 1,

    /// <summary>Record of a scope, by the hash of its name: 33 bytes, prefix <c>record</c>.</summary>
    Record = 2,

    /// <summary>Contract specification: 17 bytes, prefix <c>contractspec</c>.</summary>
    ContractSpecification = 3,

    /// <summary>Scope specification: 17 bytes, prefix <c>scopespec</c>.</summary>
    ScopeSpecification = 4,

    /// <summary>Record specification of a contract specification, by the hash of the record's name: 33 bytes, prefix <c>recspec</c>.</summary>
    RecordSpecification = 5,
}
