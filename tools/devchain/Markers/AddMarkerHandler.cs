using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Adds a marker.</summary>
internal sealed class AddMarkerHandler() : MarkerHandler<MsgAddMarkerRequest>("from_address")
{
    protected override IMessage Execute(MsgAddMarkerRequest message, MarkerKeeper markers, MessageContext context)
    {
        MarkerCreation.Add(
            new MarkerAccount
            {
                Manager = message.Manager.Length > 0 ? message.Manager : message.FromAddress,
                AccessControl = { message.AccessList },
                Status = message.Status,
                Denom = message.Amount.Denom,
                Supply = CoinText.Amount(message.Amount).ToString(),
                MarkerType = message.MarkerType,
                SupplyFixed = message.SupplyFixed,
                AllowGovernanceControl = message.AllowGovernanceControl,
                AllowForcedTransfer = message.AllowForcedTransfer,
                RequiredAttributes = { message.RequiredAttributes },
                RequireDepositAccess = message.RequireDepositAccess,
            },
            markers,
            context);
        return new MsgAddMarkerResponse();
    }
}
