using Google.Protobuf;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Locators;

/// <summary>Changes where an account's object store is (provenance-chain 3.8).</summary>
internal sealed class ModifyLocatorHandler : LocatorHandler<MsgModifyOSLocatorRequest>
{
    protected override ObjectStoreLocator Locator(MsgModifyOSLocatorRequest message) => message.Locator ?? new ObjectStoreLocator();

    protected override IMessage Execute(ObjectStoreLocator locator, AccountAddress owner, MetadataCall call)
    {
        MetadataCall.RefuseIf(call.Store.Locators.Find(owner) is null, AlreadyBound);
        CheckUri(locator.LocatorUri, call);
        call.Store.Locators.Save(owner, locator);
        call.Emit(new EventOSLocatorUpdated { Owner = locator.Owner });
        return new MsgModifyOSLocatorResponse { Locator = locator };
    }
}
