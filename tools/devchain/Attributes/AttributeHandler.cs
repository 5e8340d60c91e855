using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata;
using P8e.Devchain.Names;
using P8e.Devchain.Transactions;
using P8e.Devchain.Wire.Attributes;

namespace P8e.Devchain.Attributes;

/// <summary>What the messages about attributes share: the owner of the attribute's name signs.</summary>
internal abstract class AttributeHandler<TMessage> : MessageHandler<TMessage>
    where TMessage : class, IMessage<TMessage>, new()
{
    private const string Package = "provenance.attribute.v1.";

    protected override IEnumerable<string> Signers(TMessage message) => [Field(message, "owner")];

    protected override void ValidateBasic(TMessage message, MessageRules rules)
    {
        RefuseIf(string.IsNullOrWhiteSpace(Field(message, "name")), "invalid name: empty");
        var account = Field(message, "account");
        var isScope = IdText.TextFault(account, out var id) is null && IdText.Is(id, Protocol.Identifiers.MetadataKind.Scope);
        RefuseIf(!isScope && rules.Accounts.Fault(account) is not null, $"invalid attribute address: must be either an account address or scope metadata address: \"{account}\"");
        Refuse(rules.Accounts.Fault(Field(message, "owner")));
    }

    protected sealed override IMessage Handle(TMessage message, MessageContext context)
    {
        var name = NameKeeper.Normalize(Field(message, "name"));
        var owner = Field(message, "owner");
        return context.Keepers.Names.Find(name)?.Address == owner
            ? Execute(message, name, context)
            : throw ChainException.Plain($"{GoText.Quote(name)} does not resolve to address {GoText.Quote(owner)}");
    }

    protected abstract IMessage Execute(TMessage message, string name, MessageContext context);

    /// <summary>The typed event and the older one that follows it.</summary>
    protected static void Announce(MessageContext context, string typed, string legacy, string name, string account, params (string Key, string Value)[] fields)
    {
        context.Events.Add(TypedEvent.Of(Package + typed, [("name", name), ("account", account), .. fields]));
        context.Events.Add(ChainEvent.Legacy("account_attribute_" + legacy, ("attribute_name", name), ("account_address", account)));
    }

    protected static string TypeName(AttributeType type) => GoText.EnumName(TxReflection.Descriptor, type);

    private string Field(TMessage message, string name) => (string)Descriptor.FindFieldByName(name).Accessor.GetValue(message);
}
