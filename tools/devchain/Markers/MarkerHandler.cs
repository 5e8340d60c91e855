using Google.Protobuf;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;

namespace P8e.Devchain.Markers;

/// <summary>What the messages about markers share: one account signs, and a typed event tells.</summary>
internal abstract class MarkerHandler<TMessage>(string signerField) : MessageHandler<TMessage>
    where TMessage : class, IMessage<TMessage>, new()
{
    private const string EventPrefix = "provenance.marker.v1.EventMarker";

    protected override IEnumerable<string> Signers(TMessage message) =>
        [(string)Descriptor.FindFieldByName(signerField).Accessor.GetValue(message)];

    protected override void ValidateBasic(TMessage message, MessageRules rules)
    {
        // What is wrong with these is said when they are carried out.
    }

    protected sealed override IMessage Handle(TMessage message, MessageContext context) =>
        Execute(message, new MarkerKeeper(context.Keepers, context.Tx.Settings.Addresses), context);

    protected abstract IMessage Execute(TMessage message, MarkerKeeper markers, MessageContext context);

    protected static void Announce(MessageContext context, string what, params (string Key, string Value)[] fields) =>
        context.Events.Add(TypedEvent.Of(EventPrefix + what, fields));
}
