using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Destroys coins that the marker holds.</summary>
internal sealed class BurnHandler() : MarkerHandler<MsgBurnRequest>("administrator")
{
    protected override IMessage Execute(MsgBurnRequest message, MarkerKeeper markers, MessageContext context)
    {
        var marker = markers.Get(message.Amount.Denom);
        MarkerKeeper.Require(marker, message.Administrator, Access.Burn);
        var amount = CoinText.Amount(message.Amount);
        SupplyChange.Apply(marker, -amount, markers, "burn");
        Announce(context, "Burn", ("administrator", message.Administrator), ("amount", $"{amount}"), ("denom", marker.Denom));
        return new MsgBurnResponse();
    }
}
