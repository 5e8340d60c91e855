using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Wire.Attributes;

namespace P8e.Devchain.Attributes;

/// <summary>Replaces one value of an attribute.</summary>
internal sealed class UpdateAttributeHandler : AttributeHandler<MsgUpdateAttributeRequest>
{
    protected override void ValidateBasic(MsgUpdateAttributeRequest message, MessageRules rules)
    {
        base.ValidateBasic(message, rules);
        RefuseIf(
            !AttributeValue.Fits(message.UpdateValue, message.UpdateAttributeType),
            $"invalid attribute value for assigned type: {TypeName(message.UpdateAttributeType)}");
    }

    protected override IMessage Execute(MsgUpdateAttributeRequest message, string name, MessageContext context)
    {
        var attributes = context.Keepers.Attributes;
        if (attributes.Find(name, message.Account, message.OriginalValue) is not { } attribute || attribute.AttributeType != message.OriginalAttributeType)
        {
            throw ChainException.Plain(
                $"no attributes updated with name \"{name}\" : value \"{message.OriginalValue.ToStringUtf8()}\" : type: {TypeName(message.OriginalAttributeType)}");
        }

        attributes.Remove(name, message.Account, message.OriginalValue);
        attribute.Value = message.UpdateValue;
        attribute.AttributeType = message.UpdateAttributeType;
        attributes.Save(attribute);
        Announce(
            context,
            "EventAttributeUpdate",
            "updated",
            name,
            message.Account,
            ("original_type", TypeName(message.OriginalAttributeType)),
            ("original_value", message.OriginalValue.ToBase64()),
            ("owner", message.Owner),
            ("update_type", TypeName(message.UpdateAttributeType)),
            ("update_value", message.UpdateValue.ToBase64()));
        return new MsgUpdateAttributeResponse();
    }
}
