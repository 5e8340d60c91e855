using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Wire.Names;

namespace P8e.Devchain.Names;

/// <summary>Gives a name up, and the attributes under it.</summary>
internal sealed class DeleteNameHandler : MessageHandler<MsgDeleteNameRequest>
{
    protected override IEnumerable<string> Signers(MsgDeleteNameRequest message) => [message.Record?.Address ?? string.Empty];

    protected override void ValidateBasic(MsgDeleteNameRequest message, MessageRules rules)
    {
        RefuseIf(string.IsNullOrWhiteSpace(message.Record?.Name), "name cannot be empty");
        Refuse(rules.Accounts.Fault(message.Record!.Address));
    }

    protected override IMessage Handle(MsgDeleteNameRequest message, MessageContext context)
    {
        var names = context.Keepers.Names;
        var record = names.Find(NameKeeper.Normalize(message.Record.Name)) ?? throw SdkError.InvalidRequest.Wrap("name does not exist");
        if (record.Address != message.Record.Address)
        {
            throw SdkError.Unauthorized.Wrap("msg sender cannot delete name");
        }

        context.Keepers.Attributes.RemoveAll(record.Name);
        names.Remove(record.Name);
        context.Events.Add(NameEvent.Of("EventNameUnbound", record));
        context.Events.Add(ChainEvent.Legacy("name_unbound", ("address", record.Address), ("name", record.Name)));
        return new MsgDeleteNameResponse();
    }
}
