using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Moves restricted coins between accounts; another's only by force or with that account's grant.</summary>
internal sealed class TransferHandler() : MarkerHandler<MsgTransferRequest>("administrator")
{
    protected override IMessage Execute(MsgTransferRequest message, MarkerKeeper markers, MessageContext context)
    {
        var marker = markers.Get(message.Amount.Denom);
        if (marker.MarkerType != MarkerType.Restricted)
        {
            throw ChainException.Plain("marker type is not restricted_coin, brokered transfer not supported");
        }

        MarkerKeeper.Require(marker, message.Administrator, Access.Transfer);
        var addresses = context.Tx.Settings.Addresses;
        var (administrator, from, to) = (addresses.Parse(message.Administrator), addresses.Parse(message.FromAddress), addresses.Parse(message.ToAddress));
        if (!administrator.Equals(from) && !IsForced(marker, message.Administrator) && !context.Keepers.Authz.TryUse(from, administrator, TypeUrl))
        {
            throw SdkError.Unauthorized.Wrap($"{administrator} account has not been granted authority to withdraw from {from} account");
        }

        if (context.Keepers.Bank.IsBlocked(to))
        {
            throw SdkError.Unauthorized.Wrap($"{to} is not allowed to receive funds");
        }

        context.Keepers.Bank.Send(from, to, CoinSet.FromProto([message.Amount]), [administrator]);
        Announce(
            context,
            "Transfer",
            ("administrator", message.Administrator),
            ("amount", $"{CoinText.Amount(message.Amount)}"),
            ("denom", marker.Denom),
            ("from_address", message.FromAddress),
            ("to_address", message.ToAddress));
        return new MsgTransferResponse();
    }

    private static bool IsForced(MarkerAccount marker, string administrator) =>
        marker.AllowForcedTransfer && MarkerKeeper.Allows(marker, administrator, Access.ForceTransfer);
}
