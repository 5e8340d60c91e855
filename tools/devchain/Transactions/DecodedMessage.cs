using Google.Protobuf;
using P8e.Devchain.Messages;

namespace P8e.Devchain.Transactions;

/// <summary>A message of a transaction together with who handles it.</summary>
internal sealed record DecodedMessage(IMessageHandler Handler, IMessage Message)
{
    internal IEnumerable<string> Signers => Handler.Signers(Message);
}
