using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Ends the editing of a proposed marker.</summary>
internal sealed class FinalizeMarkerHandler() : MarkerHandler<MsgFinalizeRequest>("administrator")
{
    protected override IMessage Execute(MsgFinalizeRequest message, MarkerKeeper markers, MessageContext context)
    {
        MarkerCreation.Finalize(message.Denom, message.Administrator, markers, context);
        return new MsgFinalizeResponse();
    }
}
