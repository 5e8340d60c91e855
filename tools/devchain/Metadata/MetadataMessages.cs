using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Locators;
using P8e.Devchain.Metadata.Scopes;
using P8e.Devchain.Metadata.Sessions;
using P8e.Devchain.Metadata.Specifications;
using P8e.Devchain.Metadata.Values;

namespace P8e.Devchain.Metadata;

/// <summary>The messages of provenance-chain 2.4.</summary>
internal static class MetadataMessages
{
    internal static IEnumerable<IMessageHandler> Handlers() =>
    [
        new WriteScopeHandler(),
        new DeleteScopeHandler(),
        new AddScopeDataAccessHandler(),
        new DeleteScopeDataAccessHandler(),
        new AddScopeOwnerHandler(),
        new DeleteScopeOwnerHandler(),
        new UpdateValueOwnersHandler(),
        new MigrateValueOwnerHandler(),
        new WriteSessionHandler(),
        new WriteRecordHandler(),
        new DeleteRecordHandler(),
        new WriteScopeSpecificationHandler(),
        new DeleteScopeSpecificationHandler(),
        new WriteContractSpecificationHandler(),
        new DeleteContractSpecificationHandler(),
        new AddContractSpecHandler(),
        new DeleteContractSpecLinkHandler(),
        new WriteRecordSpecificationHandler(),
        new DeleteRecordSpecificationHandler(),
        new BindLocatorHandler(),
        new ModifyLocatorHandler(),
        new DeleteLocatorHandler(),
        new SetAccountDataHandler(),
        new AddNetAssetValuesHandler(),
        new DeprecatedHandler("/provenance.metadata.v1.MsgWriteP8eContractSpecRequest"),
        new DeprecatedHandler("/provenance.metadata.v1.MsgP8eMemorializeContractRequest"),
    ];
}
