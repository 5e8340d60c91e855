using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Transactions;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Gives accounts access to a marker; a new grant replaces the account's old one.</summary>
internal sealed class AddAccessHandler() : MarkerHandler<MsgAddAccessRequest>("administrator")
{
    protected override IMessage Execute(MsgAddAccessRequest message, MarkerKeeper markers, MessageContext context)
    {
        var marker = markers.Get(message.Denom);
        if (marker.Manager != message.Administrator && !MarkerKeeper.Allows(marker, message.Administrator, Access.Admin))
        {
            throw SdkError.InvalidRequest.Wrap(
                $"{message.Administrator} is not authorized to make access list changes against finalized/active {message.Denom} marker");
        }

        foreach (var grant in message.Access)
        {
            if (marker.AccessControl.FirstOrDefault(known => known.Address == grant.Address) is { } old)
            {
                marker.AccessControl.Remove(old);
            }

            marker.AccessControl.Add(grant);
            var permissions = string.Join(",", grant.Permissions.Select(access => $"\"{GoText.EnumName(AccessgrantReflection.Descriptor, access)}\""));
            context.Events.Add(ChainEvent.Legacy(
                "provenance.marker.v1.EventMarkerAddAccess",
                ("access", $"{{\"address\":\"{grant.Address}\",\"permissions\":[{permissions}]}}"),
                ("administrator", $"\"{message.Administrator}\""),
                ("denom", $"\"{message.Denom}\"")));
        }

        markers.Save(marker);
        return new MsgAddAccessResponse();
    }
}
