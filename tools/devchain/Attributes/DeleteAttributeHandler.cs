using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Wire.Attributes;

namespace P8e.Devchain.Attributes;

/// <summary>Removes an attribute with all of its values from an account.</summary>
internal sealed class DeleteAttributeHandler : AttributeHandler<MsgDeleteAttributeRequest>
{
    protected override IMessage Execute(MsgDeleteAttributeRequest message, string name, MessageContext context)
    {
        var found = context.Keepers.Attributes.Of(name, message.Account);
        if (found.Count == 0)
        {
            throw ChainException.Plain($"no keys deleted with name \"{name}\"");
        }

        foreach (var attribute in found)
        {
            context.Keepers.Attributes.Remove(name, message.Account, attribute.Value);
        }

        Announce(context, "EventAttributeDelete", "deleted", name, message.Account, ("owner", message.Owner));
        return new MsgDeleteAttributeResponse();
    }
}
