using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Cosmos.Bank;

namespace P8e.Devchain.Bank;

/// <summary>Sends coins (provenance-chain 3.10). All of its checks run in the block.</summary>
internal sealed class SendHandler : MessageHandler<MsgSend>
{
    protected override IEnumerable<string> Signers(MsgSend message) => [message.FromAddress];

    protected override void ValidateBasic(MsgSend message, MessageRules rules)
    {
        // The bank module has none.
    }

    protected override IMessage Handle(MsgSend message, MessageContext context)
    {
        var addresses = context.Tx.Settings.Addresses;
        var from = addresses.ParseField(message.FromAddress, "from");
        var to = addresses.ParseField(message.ToAddress, "to");
        if (message.Amount.Count == 0 || !CoinSet.IsValid(message.Amount))
        {
            throw SdkError.InvalidCoins.Wrap(CoinSet.Text(message.Amount));
        }

        var bank = context.Keepers.Bank;
        if (bank.IsBlocked(to))
        {
            throw SdkError.Unauthorized.Wrap($"{message.ToAddress} is not allowed to receive funds");
        }

        bank.Send(from, to, CoinSet.FromProto(message.Amount));
        return new MsgSendResponse();
    }
}
