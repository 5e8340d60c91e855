using System.Security.Cryptography;
using System.Text.Json.Nodes;
using P8e.Devchain.History;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>That a transaction is in its block: the hashes beside its way up the tree of the block's data hash.</summary>
internal static class TxProof
{
    internal static JsonObject Of(StoredTx tx, BlockHistory history)
    {
        byte[][] leaves = [.. tx.Block.Block.Transactions.Select(bytes => SHA256.HashData(bytes.Span))];
        var aunts = MerkleTree.Aunts(leaves, tx.Index);
        return new JsonObject
        {
            ["root_hash"] = BlockJson.Hex(history.Headers.HeaderOf(tx.Block).DataHash.Span),
            ["data"] = Convert.ToBase64String(tx.Bytes.Span),
            ["proof"] = new JsonObject
            {
                ["total"] = BlockJson.Number(leaves.Length),
                ["index"] = BlockJson.Number(tx.Index),
                ["leaf_hash"] = Convert.ToBase64String(MerkleTree.Root([leaves[tx.Index]])),
                ["aunts"] = BlockJson.Base64List(aunts.Select(aunt => new ReadOnlyMemory<byte>(aunt))),
            },
        };
    }
}
