using P8e.Devchain.Messages;

namespace P8e.Devchain.Markers;

/// <summary>The messages of provenance-chain 2.11.</summary>
internal static class MarkerMessages
{
    internal static IEnumerable<IMessageHandler> Handlers() =>
    [
        new AddMarkerHandler(),
        new AddActiveMarkerHandler(),
        new FinalizeMarkerHandler(),
        new ActivateMarkerHandler(),
        new CancelMarkerHandler(),
        new DeleteMarkerHandler(),
        new MintHandler(),
        new BurnHandler(),
        new WithdrawHandler(),
        new TransferHandler(),
        new AddAccessHandler(),
    ];
}
