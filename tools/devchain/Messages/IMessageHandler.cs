using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Devchain.Messages;

/// <summary>All that the chain knows about one kind of message.</summary>
internal interface IMessageHandler
{
    /// <summary><c>/</c> and the message's full name.</summary>
    string TypeUrl { get; }

    /// <summary>For finding fields that the message does not have; null when its fields are not looked at.</summary>
    MessageDescriptor? Descriptor { get; }

    /// <summary>Decodes. Throws the transaction's decode error.</summary>
    IMessage Parse(ByteString bytes);

    /// <summary>Who must sign, in order, as sent (provenance-chain 5.4).</summary>
    IEnumerable<string> Signers(IMessage message);

    /// <summary>Checks that need no state (provenance-chain 3.3). Throws the error of the transaction.</summary>
    void ValidateBasic(IMessage message, MessageRules rules);

    /// <summary>Carries the message out on the state; answers with the response message. Throws the error of the message.</summary>
    IMessage Handle(IMessage message, MessageContext context);
}
