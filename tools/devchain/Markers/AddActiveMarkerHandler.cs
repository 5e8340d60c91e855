using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Adds, finalizes and activates a marker in one message.</summary>
internal sealed class AddActiveMarkerHandler() : MarkerHandler<MsgAddFinalizeActivateMarkerRequest>("from_address")
{
    protected override IMessage Execute(MsgAddFinalizeActivateMarkerRequest message, MarkerKeeper markers, MessageContext context)
    {
        var denom = message.Amount.Denom;
        MarkerCreation.Add(
            new MarkerAccount
            {
                // Whoever sends this manages the marker for the moment that it needs a manager.
                Manager = message.FromAddress,
                AccessControl = { message.AccessList },
                Status = MarkerStatus.Proposed,
                Denom = denom,
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
        MarkerCreation.Finalize(denom, message.FromAddress, markers, context);
        MarkerCreation.Activate(denom, message.FromAddress, markers, context);
        return new MsgAddFinalizeActivateMarkerResponse();
    }
}
