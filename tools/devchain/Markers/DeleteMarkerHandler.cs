using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Destroys a cancelled marker's coins; the account stays.</summary>
internal sealed class DeleteMarkerHandler() : MarkerHandler<MsgDeleteRequest>("administrator")
{
    protected override IMessage Execute(MsgDeleteRequest message, MarkerKeeper markers, MessageContext context)
    {
        var marker = markers.Get(message.Denom);
        if (marker.Manager != message.Administrator)
        {
            MarkerKeeper.Require(marker, message.Administrator, Access.Delete);
        }

        MarkerCreation.RequireStatus(marker, MarkerStatus.Cancelled, "delete", "Cancelled");
        markers.Burn(marker, context.Keepers.Bank.Supply(message.Denom));
        marker.Status = MarkerStatus.Destroyed;
        markers.Save(marker);
        MarkerCreation.Announce("Delete", message.Denom, message.Administrator, context);
        return new MsgDeleteResponse();
    }
}
