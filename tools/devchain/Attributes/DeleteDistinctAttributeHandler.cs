using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Wire.Attributes;

namespace P8e.Devchain.Attributes;

/// <summary>Removes one value of an attribute from an account.</summary>
internal sealed class DeleteDistinctAttributeHandler : AttributeHandler<MsgDeleteDistinctAttributeRequest>
{
    protected override IMessage Execute(MsgDeleteDistinctAttributeRequest message, string name, MessageContext context)
    {
        if (context.Keepers.Attributes.Find(name, message.Account, message.Value) is null)
        {
            throw ChainException.Plain($"no keys deleted with name \"{name}\" value \"{message.Value.ToStringUtf8()}\"");
        }

        context.Keepers.Attributes.Remove(name, message.Account, message.Value);
        Announce(
            context,
            "EventAttributeDistinctDelete",
            "distinct_deleted",
            name,
            message.Account,
            ("attribute_type", string.Empty),
            ("owner", message.Owner),
            ("value", message.Value.ToStringUtf8()));
        return new MsgDeleteDistinctAttributeResponse();
    }
}
