using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Devchain.Events;
using P8e.Devchain.History;
using P8e.Devchain.Transactions;
using P8e.Protocol.Wire.Cosmos.Abci;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.Tendermint.Abci;

namespace P8e.Devchain.Queries;

/// <summary>Forms that answers about transactions have (provenance-chain 2.9).</summary>
internal static class TxAnswers
{
    private const string TxUrl = "/cosmos.tx.v1beta1.Tx";

    /// <summary>A transaction that is in a block.</summary>
    internal static TxResponse Included(StoredTx tx)
    {
        var outcome = tx.Outcome;
        return new TxResponse
        {
            Height = tx.Height,
            Txhash = Convert.ToHexString(tx.Hash),
            Codespace = outcome.Codespace,
            Code = outcome.Code,
            Data = Convert.ToHexString(outcome.DataBytes.Span),
            RawLog = outcome.Log,
            GasWanted = outcome.GasWanted,
            GasUsed = outcome.GasUsed,
            Tx = new Any { TypeUrl = TxUrl, Value = Decode(tx.Bytes).ToByteString() },
            Timestamp = tx.Block.Block.Time.ToSecondsText(),
            Events = { outcome.Events.Select(chainEvent => Event(chainEvent, indexed: true)) },
        };
    }

    /// <summary>The decoded form of bytes that the chain decoded before.</summary>
    internal static Tx Decode(ReadOnlyMemory<byte> bytes) => Tx.Parser.ParseFrom(bytes.Span);

    /// <summary>An event; only those of blocks are indexed.</summary>
    internal static Event Event(ChainEvent chainEvent, bool indexed) => new()
    {
        Type = chainEvent.Type,
        Attributes = { chainEvent.Attributes.Select(attribute => new EventAttribute { Key = attribute.Key, Value = attribute.Value, Index = indexed }) },
    };

    /// <summary>What a simulation that succeeded came to.</summary>
    internal static Result SimulationResult(TxOutcome outcome) => new()
    {
        Events = { outcome.Events.Select(chainEvent => Event(chainEvent, indexed: false)) },
        MsgResponses = { outcome.Data?.MsgResponses.AsEnumerable() ?? [] },
#pragma warning disable CS0612 // The node still fills this deprecated field.
        Data = outcome.DataBytes,
#pragma warning restore CS0612
    };

    /// <summary>What a simulation says on failure, with the gas (provenance-chain 5.6 point 7); we have no source positions.</summary>
    internal static QueryException SimulationFailed(TxOutcome outcome) => QueryException.Plain($"{outcome.Log} with gas used: '{outcome.GasUsed}'");
}
