using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Queries;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>RPC methods that send transactions (provenance-chain 4.6, 5.7).</summary>
internal sealed class BroadcastMethods(ChainNode node, TimeProvider clock)
{
    private const string Seen = "tx already exists in cache";
    private static readonly TimeSpan CommitTimeout = TimeSpan.FromSeconds(10);

    internal IEnumerable<RpcMethod> All() =>
    [
        RpcMethod.Of("broadcast_tx_sync", ["tx"], arguments => Submit(arguments.Bytes("tx"), tells: true)),
        RpcMethod.Of("broadcast_tx_async", ["tx"], arguments => Submit(arguments.Bytes("tx"), tells: false)),
        new RpcMethod("broadcast_tx_commit", ["tx"], CommitAsync),
        RpcMethod.Of("check_tx", ["tx"], arguments => Checked(node.Chain.CheckTx(arguments.Bytes("tx")))),
    ];

    private JsonObject Submit(byte[] tx, bool tells)
    {
        var outcome = node.Mempool.Submit(tx);
        RefuseSeen(outcome, string.Empty);
        var told = tells ? outcome : new TxOutcome();
        return new JsonObject
        {
            ["code"] = told.Code,
            ["data"] = string.Empty,
            ["log"] = told.Log,
            ["codespace"] = told.Codespace,
            ["hash"] = BlockJson.Hex(SHA256.HashData(tx)),
        };
    }

    private async Task<JsonNode> CommitAsync(RpcArguments arguments, CancellationToken cancellationToken)
    {
        var tx = arguments.Bytes("tx");
        var hash = BlockJson.Hex(SHA256.HashData(tx));
        var outcome = node.Mempool.Submit(tx);
        RefuseSeen(outcome, "error on broadcastTxCommit: ");
        if (!outcome.Succeeded)
        {
            return Committed(outcome, BlockJson.Result(new TxOutcome(), null), hash, 0);
        }

        using var timeout = new CancellationTokenSource(CommitTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var found = await node.Chain.History.WaitForTxAsync(hash, either.Token).ConfigureAwait(false);
            return Committed(outcome, BlockJson.Result(found.Outcome), hash, found.Height);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw RpcException.Internal("timed out waiting for tx to be included in a block");
        }
    }

    private static JsonObject Committed(TxOutcome check, JsonObject result, string hash, long height) => new()
    {
        ["check_tx"] = Checked(check), ["tx_result"] = result, ["hash"] = hash, ["height"] = BlockJson.Number(height),
    };

    // Go's CheckTx leaves no data when it refuses, and empty data else.
    private static JsonObject Checked(TxOutcome outcome) => BlockJson.Result(outcome, outcome.Succeeded ? ByteString.Empty : null);

    private static void RefuseSeen(TxOutcome outcome, string prefix)
    {
        if (outcome.Code == SdkError.TxInMempoolCache.Code && outcome.Codespace == SdkError.TxInMempoolCache.Codespace)
        {
            throw RpcException.Internal(prefix + Seen);
        }
    }
}
