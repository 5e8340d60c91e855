using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;

namespace P8e.Devchain.Metadata;

/// <summary>A message that old blocks hold and that nobody may send any more (provenance-chain 2.8). Its fields are not looked at.</summary>
internal sealed class DeprecatedHandler(string typeUrl) : IMessageHandler
{
    public string TypeUrl => typeUrl;

    public MessageDescriptor? Descriptor => null;

    public IMessage Parse(ByteString bytes) => new Empty();

    public IEnumerable<string> Signers(IMessage message) => [];

    public void ValidateBasic(IMessage message, MessageRules rules) => throw ChainException.Plain("deprecated and unusable");

    public IMessage Handle(IMessage message, MessageContext context) => throw ChainException.Plain("deprecated and unusable");
}
