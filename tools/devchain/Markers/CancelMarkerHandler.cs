using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Takes a marker out of use; an active one must hold all of its coins.</summary>
internal sealed class CancelMarkerHandler() : MarkerHandler<MsgCancelRequest>("administrator")
{
    protected override IMessage Execute(MsgCancelRequest message, MarkerKeeper markers, MessageContext context)
    {
        var marker = markers.Get(message.Denom);
        if (marker.Manager != message.Administrator)
        {
            MarkerKeeper.Require(marker, message.Administrator, Access.Delete);
        }

        if (marker.Status == MarkerStatus.Active)
        {
            CheckHoldings(message.Denom, markers, context.Keepers.Bank);
        }

        marker.Status = MarkerStatus.Cancelled;
        markers.Save(marker);
        MarkerCreation.Announce("Cancel", message.Denom, message.Administrator, context);
        return new MsgCancelResponse();
    }

    private static void CheckHoldings(string denom, MarkerKeeper markers, BankKeeper bank)
    {
        var supply = bank.Supply(denom);
        var outside = supply - bank.Balance(markers.AddressOf(denom), denom);
        if (!outside.IsZero)
        {
            throw SdkError.InvalidRequest.Wrap(
                $"cannot cancel marker with {outside} minted coin in circulation out of {supply} total. ensure marker account holds the entire supply of {denom}");
        }
    }
}
