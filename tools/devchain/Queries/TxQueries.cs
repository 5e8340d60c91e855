using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.History;
using P8e.Grpc;
using P8e.Protocol.Wire.Cosmos.Abci;
using P8e.Protocol.Wire.Cosmos.Paging;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Devchain.Queries;

/// <summary>The tx service: broadcasting, simulating and finding transactions (provenance-chain 4.8, 5.6 – 5.8).</summary>
internal static class TxQueries
{
    private const string Unsupported = "unsupported return type unspecified; supported types: sync, async";
    private const int DefaultPage = 100;

    internal static QueryService Service() => new QueryService(ServiceReflection.Descriptor.Services[0])
        .On<SimulateRequest, SimulateResponse>("Simulate", Simulate)
        .On<BroadcastTxRequest, BroadcastTxResponse>("BroadcastTx", Broadcast)
        .On<GetTxRequest, GetTxResponse>("GetTx", GetTx)
        .On<GetTxsEventRequest, GetTxsEventResponse>("GetTxsEvent", GetTxsEvent)
        .On<GetBlockWithTxsRequest, GetBlockWithTxsResponse>("GetBlockWithTxs", GetBlockWithTxs);

    private static SimulateResponse Simulate(SimulateRequest request, QueryContext context)
    {
#pragma warning disable CS0612 // Old clients still send the deprecated field.
        var bytes = request.Tx?.ToByteString() ?? request.TxBytes;
#pragma warning restore CS0612
        if (bytes.IsEmpty)
        {
            throw QueryException.Of(GrpcStatusCode.InvalidArgument, "empty txBytes is not allowed");
        }

        var outcome = context.Node.Chain.Simulate(bytes.Memory);
        if (!outcome.Succeeded)
        {
            throw TxAnswers.SimulationFailed(outcome);
        }

        // The two figures are not what their names say (provenance-chain 5.6 point 5).
        return new SimulateResponse
        {
            GasInfo = new GasInfo
            {
                GasWanted = (ulong)outcome.GasUsed,
                GasUsed = (ulong)outcome.RequiredFee.AmountOf(context.Settings.Fees.Denom),
            },
            Result = TxAnswers.SimulationResult(outcome),
        };
    }

    /// <summary>The gateway's way to the mempool, which does not look whether there are bytes at all (provenance-chain 5.7).</summary>
    internal static QueryMethod GatewayBroadcast { get; } =
        new QueryMethodOf<BroadcastTxRequest, BroadcastTxResponse>(ServiceReflection.Descriptor.Services[0], "BroadcastTx", Send);

    private static BroadcastTxResponse Broadcast(BroadcastTxRequest request, QueryContext context) => request.TxBytes.IsEmpty
        ? throw QueryException.Of(GrpcStatusCode.InvalidArgument, "invalid empty tx")
        : Send(request, context);

    private static BroadcastTxResponse Send(BroadcastTxRequest request, QueryContext context)
    {
        if (request.Mode is not (BroadcastMode.Sync or BroadcastMode.Async))
        {
            throw QueryException.Plain(Unsupported);
        }

        var outcome = context.Node.Mempool.Submit(request.TxBytes.Memory);
        var response = new TxResponse { Txhash = Convert.ToHexString(SHA256.HashData(request.TxBytes.Span)) };

        // ASYNC does not wait for the check, only for the cache of known transactions.
        if (request.Mode == BroadcastMode.Sync || outcome.Code == SdkError.TxInMempoolCache.Code)
        {
            response.Code = outcome.Code;
            response.Codespace = outcome.Codespace;
            response.RawLog = outcome.Log;
        }

        return new BroadcastTxResponse { TxResponse = response };
    }

    private static GetTxResponse GetTx(GetTxRequest request, QueryContext context)
    {
        if (request.Hash.Length == 0)
        {
            throw QueryException.Of(GrpcStatusCode.InvalidArgument, "tx hash cannot be empty");
        }

        if (request.Hash.FirstOrDefault(c => !char.IsAsciiHexDigit(c)) is var wrong && wrong != default)
        {
            throw QueryException.Plain($"encoding/hex: invalid byte: U+{(int)wrong:X4} '{wrong}'");
        }

        if (request.Hash.Length % 2 != 0)
        {
            throw QueryException.Plain("encoding/hex: odd length hex string");
        }

        return context.Node.Chain.History.FindTx(request.Hash.ToUpperInvariant()) is { } tx
            ? new GetTxResponse { Tx = TxAnswers.Decode(tx.Bytes), TxResponse = TxAnswers.Included(tx) }
            : throw QueryException.Of(GrpcStatusCode.NotFound, $"tx not found: {request.Hash}");
    }

    private static GetTxsEventResponse GetTxsEvent(GetTxsEventRequest request, QueryContext context)
    {
        if (request.Query.Length == 0)
        {
            throw QueryException.Of(GrpcStatusCode.Internal, "query cannot be empty");
        }

        try
        {
            var found = TxSearch.Find(request.Query, context.Node.Chain.History, request.OrderBy == OrderBy.Desc);
            var size = (int)Math.Clamp(request.Limit, 0, DefaultPage);
            var page = TxSearch.Page(found, request.Page == 0 ? 1 : (int)Math.Min(request.Page, int.MaxValue), size == 0 ? DefaultPage : size);
            return new GetTxsEventResponse
            {
                Txs = { page.Select(tx => TxAnswers.Decode(tx.Bytes)) },
                TxResponses = { page.Select(TxAnswers.Included) },
                Total = (ulong)found.Count,
            };
        }
        catch (SearchException fault)
        {
            throw QueryException.Of(GrpcStatusCode.Internal, $"failed to search for txs: {fault.Message}");
        }
    }

    private static GetBlockWithTxsResponse GetBlockWithTxs(GetBlockWithTxsRequest request, QueryContext context)
    {
        var history = context.Node.Chain.History;
        if (history.Find(request.Height) is not { } block)
        {
            throw QueryException.Sdk(
                SdkError.InvalidHeight,
                $"requested height {request.Height} but height must not be less than 1 or greater than the current height {context.Node.Chain.Height}");
        }

        var limit = request.Pagination?.Limit is > 0 and var given ? given : DefaultPage;
        var offset = request.Pagination?.Offset ?? 0;
        var transactions = block.Block.Transactions;
        return new GetBlockWithTxsResponse
        {
            Txs = { transactions.Skip((int)Math.Min(offset, int.MaxValue)).Take((int)Math.Min(limit, int.MaxValue)).Where(Decodes).Select(TxAnswers.Decode) },
            BlockId = BlockHeaders.IdOf(block),
            Block = history.Headers.WireOf(block),
            Pagination = new PageResponse { Total = (ulong)transactions.Count },
        };
    }

    // Only a block that was not made of the mempool can hold bytes that are no transaction.
    private static bool Decodes(ReadOnlyMemory<byte> tx)
    {
        try
        {
            return TxAnswers.Decode(tx) is not null;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
