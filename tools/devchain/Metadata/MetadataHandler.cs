using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata;

/// <summary>What the messages of the metadata module share: a list of signers, and an event when they are done.</summary>
internal abstract class MetadataHandler<TMessage> : MessageHandler<TMessage>
    where TMessage : class, IMessage<TMessage>, new()
{
    private const string NoSigners = "at least one signer is required";

    /// <summary>Whether EventTxCompleted follows (provenance-chain 4.3).</summary>
    protected virtual bool AnnouncesCompletion => true;

    protected override IEnumerable<string> Signers(TMessage message) =>
        (IEnumerable<string>)Descriptor.FindFieldByName("signers").Accessor.GetValue(message);

    protected sealed override IMessage Handle(TMessage message, MessageContext context)
    {
        var call = new MetadataCall(context, TypeUrl, [.. Signers(message)]);
        var response = Execute(message, call);
        if (AnnouncesCompletion)
        {
            // The endpoint is the name of the rpc: MsgWriteScopeRequest is WriteScope.
            var endpoint = Descriptor.Name["Msg".Length..^"Request".Length];
            context.Events.Add(new EventTxCompleted { Module = "metadata", Endpoint = endpoint, Signers = { call.Signers } });
        }

        return response;
    }

    protected abstract IMessage Execute(TMessage message, MetadataCall call);

    protected void RequireSigner(TMessage message) => RefuseIf(!Signers(message).Any(), NoSigners);
}
