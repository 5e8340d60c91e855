using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Makes a finalized marker's coins.</summary>
internal sealed class ActivateMarkerHandler() : MarkerHandler<MsgActivateRequest>("administrator")
{
    protected override IMessage Execute(MsgActivateRequest message, MarkerKeeper markers, MessageContext context)
    {
        MarkerCreation.Activate(message.Denom, message.Administrator, markers, context);
        return new MsgActivateResponse();
    }
}
