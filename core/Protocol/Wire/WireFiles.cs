using Google.Protobuf.Reflection;

namespace P8e.Protocol.Wire;

/// <summary>
/// Every file of protos/ as a descriptor. For looking a message up by the type URL of an <c>Any</c> or by its JVM name, and for
/// finding services; code that knows its message names the generated type.
/// </summary>
public static class WireFiles
{
    /// <summary>All files, in no particular order; Google's own are not among them.</summary>
    public static IReadOnlyList<FileDescriptor> All { get; } =
    [
        Contracts.IndexReflection.Descriptor,
        Cosmos.Abci.AbciReflection.Descriptor,
        Cosmos.Auth.AuthReflection.Descriptor,
        Cosmos.Auth.QueryReflection.Descriptor,
        Cosmos.Authz.AuthzReflection.Descriptor,
        Cosmos.Authz.EventReflection.Descriptor,
        Cosmos.Authz.QueryReflection.Descriptor,
        Cosmos.Authz.TxReflection.Descriptor,
        Cosmos.Bank.QueryReflection.Descriptor,
        Cosmos.Bank.TxReflection.Descriptor,
        Cosmos.Base.CoinReflection.Descriptor,
        Cosmos.Multisig.MultisigReflection.Descriptor,
        Cosmos.Node.QueryReflection.Descriptor,
        Cosmos.Paging.PaginationReflection.Descriptor,
        Cosmos.Secp256k1.KeysReflection.Descriptor,
        Cosmos.Tendermint.QueryReflection.Descriptor,
        Cosmos.Tendermint.TypesReflection.Descriptor,
        Cosmos.Tx.ServiceReflection.Descriptor,
        Cosmos.Tx.TxReflection.Descriptor,
        Cosmos.TxSigning.SigningReflection.Descriptor,
        FlatFees.FlatfeesReflection.Descriptor,
        FlatFees.QueryReflection.Descriptor,
        Marker.AccessgrantReflection.Descriptor,
        Marker.MarkerReflection.Descriptor,
        Marker.TxReflection.Descriptor,
        Metadata.EventsReflection.Descriptor,
        Metadata.GenesisReflection.Descriptor,
        Metadata.MetadataReflection.Descriptor,
        Metadata.ObjectstoreReflection.Descriptor,
        Metadata.QueryReflection.Descriptor,
        Metadata.ScopeReflection.Descriptor,
        Metadata.SpecificationReflection.Descriptor,
        Metadata.TxReflection.Descriptor,
        MsgFees.QueryReflection.Descriptor,
        ObjectStore.AdminReflection.Descriptor,
        ObjectStore.DimeReflection.Descriptor,
        ObjectStore.MailboxReflection.Descriptor,
        ObjectStore.ObjectReflection.Descriptor,
        ObjectStore.PublicKeyReflection.Descriptor,
        ObjectStore.UtilReflection.Descriptor,
        Scope.CommonReflection.Descriptor,
        Scope.PublicKeyReflection.Descriptor,
        Scope.UtilReflection.Descriptor,
        ScopeContracts.CommonReflection.Descriptor,
        ScopeContracts.ContractReflection.Descriptor,
        ScopeContracts.EnvelopeReflection.Descriptor,
        ScopeContracts.SpecificationReflection.Descriptor,
        ScopeEncryption.EncryptionReflection.Descriptor,
        Tendermint.Abci.TypesReflection.Descriptor,
        Tendermint.Crypto.KeysReflection.Descriptor,
        Tendermint.P2P.TypesReflection.Descriptor,
        Tendermint.Types.BlockReflection.Descriptor,
        Tendermint.Types.EvidenceReflection.Descriptor,
        Tendermint.Types.TypesReflection.Descriptor,
        Tendermint.Types.ValidatorReflection.Descriptor,
        Tendermint.Version.TypesReflection.Descriptor,
    ];

    /// <summary>All messages by full name, Google's well-known ones included.</summary>
    public static TypeRegistry Types { get; } = TypeRegistry.FromFiles(All);
}
