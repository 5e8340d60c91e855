using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Devchain.Errors;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Messages;

/// <summary>The typed form of <see cref="IMessageHandler"/>.</summary>
internal abstract class MessageHandler<TMessage> : IMessageHandler
    where TMessage : class, IMessage<TMessage>, new()
{
    public MessageDescriptor Descriptor { get; } = new TMessage().Descriptor;

    public string TypeUrl => "/" + Descriptor.FullName;

    public IMessage Parse(ByteString bytes)
    {
        var message = new TMessage();
        try
        {
            message.MergeFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            throw SdkError.TxDecode.Wrap("unexpected EOF");
        }

        MetadataIds.Normalize(message);
        return message;
    }

    public IEnumerable<string> Signers(IMessage message) => Signers((TMessage)message);

    public void ValidateBasic(IMessage message, MessageRules rules) => ValidateBasic((TMessage)message, rules);

    public IMessage Handle(IMessage message, MessageContext context) => Handle((TMessage)message, context);

    protected abstract IEnumerable<string> Signers(TMessage message);

    protected abstract void ValidateBasic(TMessage message, MessageRules rules);

    protected abstract IMessage Handle(TMessage message, MessageContext context);

    /// <summary>Ends ValidateBasic with a plain error when there is something to say.</summary>
    protected static void Refuse(string? fault)
    {
        if (fault is not null)
        {
            throw ChainException.Plain(fault);
        }
    }

    /// <summary>Ends ValidateBasic with a plain error.</summary>
    protected static void RefuseIf(bool condition, string fault) => Refuse(condition ? fault : null);
}
