using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Events;
using P8e.Protocol.Wire.Cosmos.Abci;

namespace P8e.Devchain.Transactions;

/// <summary>What became of one run of a transaction: CometBFT's ExecTxResult, and what a simulation wants to know besides.</summary>
internal sealed record TxOutcome
{
    private ByteString? _dataBytes;

    internal uint Code { get; init; }

    internal string Codespace { get; init; } = string.Empty;

    internal string Log { get; init; } = string.Empty;

    /// <summary>One response per message; null unless all succeeded.</summary>
    internal TxMsgData? Data { get; init; }

    internal long GasWanted { get; init; }

    internal long GasUsed { get; init; }

    internal IReadOnlyList<ChainEvent> Events { get; init; } = [];

    /// <summary>What the messages cost, when the ante handler got as far as that.</summary>
    internal CoinSet RequiredFee { get; init; } = CoinSet.Empty;

    internal bool Succeeded => Code == 0;

    internal ByteString DataBytes => _dataBytes ??= Data?.ToByteString() ?? ByteString.Empty;
}
