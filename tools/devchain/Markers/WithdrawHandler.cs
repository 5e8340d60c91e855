using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Takes coins of any kind, scope coins too, out of a marker's account.</summary>
internal sealed class WithdrawHandler() : MarkerHandler<MsgWithdrawRequest>("administrator")
{
    protected override IMessage Execute(MsgWithdrawRequest message, MarkerKeeper markers, MessageContext context)
    {
        var marker = markers.Get(message.Denom);
        Withdrawal.Run(marker, message.Administrator, message.ToAddress, CoinSet.FromProto(message.Amount), markers, context);
        return new MsgWithdrawResponse();
    }
}
