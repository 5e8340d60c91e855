using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Makes more coins, for the marker or at once for somebody.</summary>
internal sealed class MintHandler() : MarkerHandler<MsgMintRequest>("administrator")
{
    protected override IMessage Execute(MsgMintRequest message, MarkerKeeper markers, MessageContext context)
    {
        var marker = markers.Get(message.Amount.Denom);
        MarkerKeeper.Require(marker, message.Administrator, Access.Mint);
        var amount = CoinText.Amount(message.Amount);
        SupplyChange.Apply(marker, amount, markers, "mint");
        Announce(context, "Mint", ("administrator", message.Administrator), ("amount", $"{amount}"), ("denom", marker.Denom));
        if (message.Recipient.Length > 0)
        {
            Withdrawal.Run(marker, message.Administrator, message.Recipient, CoinSet.Of(new CoinAmount(marker.Denom, amount)), markers, context);
        }

        return new MsgMintResponse();
    }
}
