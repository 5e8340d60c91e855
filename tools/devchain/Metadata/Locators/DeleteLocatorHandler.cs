using Google.Protobuf;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Locators;

/// <summary>Removes an account's locator (provenance-chain 3.8).</summary>
internal sealed class DeleteLocatorHandler : LocatorHandler<MsgDeleteOSLocatorRequest>
{
    protected override ObjectStoreLocator Locator(MsgDeleteOSLocatorRequest message) => message.Locator ?? new ObjectStoreLocator();

    protected override IMessage Execute(ObjectStoreLocator locator, AccountAddress owner, MetadataCall call)
    {
        MetadataCall.RefuseIf(call.Store.Locators.Find(owner) is null, AlreadyBound);
        call.Store.Locators.Remove(owner);
        call.Emit(new EventOSLocatorDeleted { Owner = locator.Owner });
        return new MsgDeleteOSLocatorResponse { Locator = locator };
    }
}
