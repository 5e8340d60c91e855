using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Wire.Names;

namespace P8e.Devchain.Names;

/// <summary>Binds a name below another one; below a restricted one only its owner may.</summary>
internal sealed class BindNameHandler : MessageHandler<MsgBindNameRequest>
{
    private const int ShortestSegment = 2;
    private const int LongestSegment = 32;
    private const int MostSegments = 16;

    protected override IEnumerable<string> Signers(MsgBindNameRequest message) => [message.Parent?.Address ?? string.Empty];

    protected override void ValidateBasic(MsgBindNameRequest message, MessageRules rules)
    {
        RefuseIf(string.IsNullOrWhiteSpace(message.Parent?.Name), "parent name cannot be empty");
        RefuseIf(string.IsNullOrWhiteSpace(message.Record?.Name), "name cannot be empty");
        RefuseIf(message.Record!.Name.Contains('.', StringComparison.Ordinal), "invalid name: \".\" is reserved");
        Refuse(rules.Accounts.Fault(message.Record.Address));
    }

    protected override IMessage Handle(MsgBindNameRequest message, MessageContext context)
    {
        var names = context.Keepers.Names;
        var parent = names.Find(NameKeeper.Normalize(message.Parent.Name)) ?? throw Refused("no address bound to name");
        if (parent.Restricted && parent.Address != message.Parent.Address)
        {
            throw Refused($"parent name \"{parent.Name}\" is restricted and does not resolve to the provided parent address");
        }

        var name = NameKeeper.Normalize($"{message.Record.Name}.{parent.Name}");
        CheckForm(name);
        if (names.Find(name) is not null)
        {
            throw Refused("name is already bound to an address");
        }

        var record = new NameRecord { Name = name, Address = message.Record.Address, Restricted = message.Record.Restricted };
        names.Save(record);
        context.Events.Add(NameEvent.Of("EventNameBound", record));
        context.Events.Add(ChainEvent.Legacy("name_bound", ("address", record.Address), ("name", message.Record.Name)));
        return new MsgBindNameResponse();
    }

    private static void CheckForm(string name)
    {
        var segments = name.Split('.');
        if (segments.Length > MostSegments)
        {
            throw Refused("name has too many segments");
        }

        foreach (var segment in segments)
        {
            var fault = segment.Length < ShortestSegment ? "segment of name is too short"
                : segment.Length > LongestSegment && !Guid.TryParseExact(segment, "D", out _) ? "segment of name is too long"
                : segment.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') ? "value provided for name is invalid"
                : null;
            if (fault is not null)
            {
                throw Refused(fault);
            }
        }
    }

    private static ChainException Refused(string text) => SdkError.InvalidRequest.Wrap(text);
}
