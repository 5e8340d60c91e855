using Google.Protobuf;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Locators;

/// <summary>Says where an account's object store is (provenance-chain 3.8).</summary>
internal sealed class BindLocatorHandler : LocatorHandler<MsgBindOSLocatorRequest>
{
    protected override ObjectStoreLocator Locator(MsgBindOSLocatorRequest message) => message.Locator ?? new ObjectStoreLocator();

    protected override IMessage Execute(ObjectStoreLocator locator, AccountAddress owner, MetadataCall call)
    {
        MetadataCall.RefuseIf(call.Store.Locators.Find(owner) is not null, AlreadyBound);
        CheckUri(locator.LocatorUri, call);
        MetadataCall.RefuseIf(!call.Context.Keepers.Accounts.Exists(owner), "address does not match an existing account");
        call.Store.Locators.Save(owner, locator);
        call.Emit(new EventOSLocatorCreated { Owner = locator.Owner });
        return new MsgBindOSLocatorResponse { Locator = locator };
    }
}
