using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using P8e.Devchain.Blocks;
using P8e.Devchain.Events;
using P8e.Devchain.History;
using P8e.Devchain.Transactions;
using P8e.Protocol.Wire.Tendermint.Types;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>Blocks and results in CometBFT's JSON: hashes in upper-case hex, bytes in base64, 64-bit integers as texts (provenance-chain 4.6).</summary>
internal static class BlockJson
{
    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    internal static JsonObject IdAndBlock(BlockHistory history, StoredBlock block) => new()
    {
        ["block_id"] = Id(BlockHeaders.IdOf(block)),
        ["block"] = new JsonObject
        {
            ["header"] = Header(history.Headers.HeaderOf(block)),
            ["data"] = new JsonObject { ["txs"] = Base64List(block.Block.Transactions) },
            ["evidence"] = new JsonObject { ["evidence"] = new JsonArray() },
            ["last_commit"] = Commit(history.Headers.CommitOf(history.Find(block.Block.Height - 1))),
        },
    };

    internal static JsonObject Id(BlockID id) => new()
    {
        ["hash"] = Hex(id.Hash.Span),
        ["parts"] = new JsonObject { ["total"] = id.PartSetHeader.Total, ["hash"] = Hex(id.PartSetHeader.Hash.Span) },
    };

    internal static JsonObject Header(Header header) => new()
    {
        ["version"] = new JsonObject { ["block"] = Number((long)header.Version.Block) },
        ["chain_id"] = header.ChainId,
        ["height"] = Number(header.Height),
        ["time"] = ChainTime.From(header.Time).ToString(),
        ["last_block_id"] = Id(header.LastBlockId),
        ["last_commit_hash"] = Hex(header.LastCommitHash.Span),
        ["data_hash"] = Hex(header.DataHash.Span),
        ["validators_hash"] = Hex(header.ValidatorsHash.Span),
        ["next_validators_hash"] = Hex(header.NextValidatorsHash.Span),
        ["consensus_hash"] = Hex(header.ConsensusHash.Span),
        ["app_hash"] = Hex(header.AppHash.Span),
        ["last_results_hash"] = Hex(header.LastResultsHash.Span),
        ["evidence_hash"] = Hex(header.EvidenceHash.Span),
        ["proposer_address"] = Hex(header.ProposerAddress.Span),
    };

    internal static JsonObject Commit(Commit commit) => new()
    {
        ["height"] = Number(commit.Height),
        ["round"] = commit.Round,
        ["block_id"] = Id(commit.BlockId),
        ["signatures"] = new JsonArray([.. commit.Signatures.Select(signature => new JsonObject
        {
            ["block_id_flag"] = (int)signature.BlockIdFlag,
            ["validator_address"] = Hex(signature.ValidatorAddress.Span),
            ["timestamp"] = ChainTime.From(signature.Timestamp).ToString(),
            ["signature"] = signature.Signature.ToBase64(),
        })]),
    };

    internal static JsonObject Meta(BlockHistory history, StoredBlock block) => new()
    {
        ["block_id"] = Id(BlockHeaders.IdOf(block)),
        ["block_size"] = Number(history.Headers.WireOf(block).CalculateSize()),
        ["header"] = Header(history.Headers.HeaderOf(block)),
        ["num_txs"] = Number(block.Block.Transactions.Count),
    };

    /// <summary>What became of a transaction; without data where <paramref name="data"/> is null.</summary>
    internal static JsonObject Result(TxOutcome outcome, ByteString? data) => new()
    {
        ["code"] = outcome.Code,
        ["data"] = data?.ToBase64(),
        ["log"] = outcome.Log,
        ["info"] = string.Empty,
        ["gas_wanted"] = Number(outcome.GasWanted),
        ["gas_used"] = Number(outcome.GasUsed),
        ["events"] = new JsonArray([.. outcome.Events.Select(Event)]),
        ["codespace"] = outcome.Codespace,
    };

    internal static JsonObject Result(TxOutcome outcome) => Result(outcome, outcome.Data is null ? null : outcome.DataBytes);

    internal static JsonObject Tx(StoredTx tx) => new()
    {
        ["hash"] = Hex(tx.Hash),
        ["height"] = Number(tx.Height),
        ["index"] = tx.Index,
        ["tx_result"] = Result(tx.Outcome),
        ["tx"] = Convert.ToBase64String(tx.Bytes.Span),
    };

    internal static JsonArray Base64List(IEnumerable<ReadOnlyMemory<byte>> items) => [.. items.Select(item => (JsonNode)Convert.ToBase64String(item.Span))];

    private static JsonObject Event(ChainEvent chainEvent) => new()
    {
        ["type"] = chainEvent.Type,
        ["attributes"] = new JsonArray([.. chainEvent.Attributes.Select(attribute =>
            new JsonObject { ["key"] = attribute.Key, ["value"] = attribute.Value, ["index"] = true })]),
    };
}
