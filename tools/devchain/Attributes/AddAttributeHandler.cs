using Google.Protobuf;
using P8e.Devchain.Blocks;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Wire.Attributes;

namespace P8e.Devchain.Attributes;

/// <summary>Adds an attribute to an account or a scope.</summary>
internal sealed class AddAttributeHandler : AttributeHandler<MsgAddAttributeRequest>
{
    protected override void ValidateBasic(MsgAddAttributeRequest message, MessageRules rules)
    {
        base.ValidateBasic(message, rules);
        RefuseIf(!AttributeValue.Fits(message.Value, message.AttributeType), $"invalid attribute value for assigned type: {TypeName(message.AttributeType)}");
    }

    protected override IMessage Execute(MsgAddAttributeRequest message, string name, MessageContext context)
    {
        var longest = context.Tx.Settings.Limits.AttributeValueLength;
        if (message.Value.Length > longest)
        {
            throw SdkError.InvalidRequest.Wrap($"attribute value length of {message.Value.Length} exceeds max length {longest}");
        }

        var attribute = message.Clone();
        attribute.Name = name;
        context.Keepers.Attributes.Save(attribute);
        Announce(
            context,
            "EventAttributeAdd",
            "added",
            name,
            message.Account,
            ("expiration", message.ExpirationDate is { } date ? ChainTime.From(date).ToGoText() : string.Empty),
            ("owner", message.Owner),
            ("type", TypeName(message.AttributeType)),
            ("value", message.Value.ToBase64()));
        return new MsgAddAttributeResponse();
    }
}
