using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Takes coins out of a marker's account (provenance-chain 2.11).</summary>
internal static class Withdrawal
{
    internal static void Run(MarkerAccount marker, string administrator, string recipient, CoinSet coins, MarkerKeeper markers, MessageContext context)
    {
        MarkerKeeper.Require(marker, administrator, Access.Withdraw);
        if (marker.Status != MarkerStatus.Active)
        {
            throw SdkError.InvalidRequest.Wrap($"cannot withdraw marker created coins from a marker that is not in Active status");
        }

        var addresses = context.Tx.Settings.Addresses;
        var to = addresses.Parse(recipient.Length > 0 ? recipient : administrator);
        if (context.Keepers.Bank.IsBlocked(to))
        {
            throw SdkError.InvalidRequest.Wrap($"{to} is not allowed to receive funds");
        }

        context.Keepers.Bank.Send(markers.AddressOf(marker.Denom), to, coins, [addresses.ParseSigner(administrator)]);
        context.Events.Add(TypedEvent.Of(
            "provenance.marker.v1.EventMarkerWithdraw",
            ("administrator", administrator),
            ("coins", coins.ToString()),
            ("denom", marker.Denom),
            ("to_address", to.ToString())));
    }
}
