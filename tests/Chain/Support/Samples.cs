using P8e.Chain.Transactions;
using P8e.Ports;
using P8e.Protocol;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Bank;
using P8e.Protocol.Wire.Cosmos.Base;

namespace P8e.Chain.Tests.Support;

/// <summary>Transactions to try things with.</summary>
internal static class Samples
{
    internal const string ChainId = "testing-one";

    internal static Party Alice { get; } = Party.Named("alice");

    internal static AccountAddress AliceAddress { get; } = AccountAddress.FromBytes(AccountAddress.TestNetPrefix, Alice.Key.ToAddressBytes());

    internal static TransactionFee Fee { get; } = new([new ChainCoin(ChainCoin.FeeDenomination, 5)], 70_000);

    internal static ChainMessage Send(int amount = 1) => ChainMessage.From(new MsgSend
    {
        FromAddress = AliceAddress.ToString(),
        ToAddress = AliceAddress.ToString(),
        Amount = { new Coin { Denom = ChainCoin.FeeDenomination, Amount = $"{amount}" } },
    });

    internal static TransactionContent Content(int amount = 1, string memo = "", ulong timeoutHeight = 0) => new([Send(amount)], memo, timeoutHeight);
}
