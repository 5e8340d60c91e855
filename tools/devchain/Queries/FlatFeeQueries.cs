using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Grpc;
using P8e.Protocol.Wire.Cosmos.Base;
using P8e.Protocol.Wire.FlatFees;
using P8e.Protocol.Wire.MsgFees;
using FeeQuery = P8e.Protocol.Wire.FlatFees.QueryReflection;
using OldFeeQuery = P8e.Protocol.Wire.MsgFees.QueryReflection;

namespace P8e.Devchain.Queries;

/// <summary>What messages and transactions cost (provenance-chain 2.12, 5.6), and the old name of the same query.</summary>
internal static class FlatFeeQueries
{
    private const float LargestAdjustment = 10;

    internal static QueryService Service() => new QueryService(FeeQuery.Descriptor.Services[0])
        .On<QueryParamsRequest, QueryParamsResponse>("Params", (_, context) => new QueryParamsResponse { Params = context.Settings.Fees.Parameters })
        .On<QueryAllMsgFeesRequest, QueryAllMsgFeesResponse>("AllMsgFees", AllMsgFees)
        .On<QueryMsgFeeRequest, QueryMsgFeeResponse>("MsgFee", MsgFee)
        .On<QueryCalculateTxFeesRequest, QueryCalculateTxFeesResponse>("CalculateTxFees", (request, context) =>
        {
            var (fees, gas) = Calculate(request.TxBytes, request.GasAdjustment, context);
            return new QueryCalculateTxFeesResponse { TotalFees = { fees }, EstimatedGas = gas };
        });

    internal static QueryService OldService() => new QueryService(OldFeeQuery.Descriptor.Services[0])
        .On<CalculateTxFeesRequest, CalculateTxFeesResponse>("CalculateTxFees", (request, context) =>
        {
            var (fees, gas) = Calculate(request.TxBytes, request.GasAdjustment, context);
            return new CalculateTxFeesResponse { TotalFees = { fees }, EstimatedGas = gas };
        });

    private static (IEnumerable<Coin> Fees, ulong Gas) Calculate(ByteString tx, float adjustment, QueryContext context)
    {
        if (adjustment < 0)
        {
            throw QueryException.Invalid("gas adjustment cannot be less than 0.0");
        }

        if (adjustment > LargestAdjustment)
        {
            throw QueryException.Invalid("gas adjustment cannot be larger than 10.0");
        }

        var outcome = context.Node.Chain.Simulate(tx.Memory);
        if (!outcome.Succeeded)
        {
            throw QueryException.Invalid(outcome.Log);
        }

        // Not a number counts as not given.
        var factor = adjustment > 0 ? adjustment : 1;
        return (outcome.RequiredFee.Coins.Select(coin => coin.ToProto()), (ulong)(outcome.GasUsed * (double)factor));
    }

    private static QueryAllMsgFeesResponse AllMsgFees(QueryAllMsgFeesRequest request, QueryContext context)
    {
        var table = context.Settings.Fees;
        var fees = table.Fees.Select(fee => (ByteString.CopyFromUtf8(fee.MsgTypeUrl), request.DoNotConvert ? fee : Converted(fee, context)));
        var taken = Paging.Take(fees, request.Pagination, out var page, refusal: Paging.InvalidArgument);
        var cost = table.Parameters.DefaultCost;
        return new QueryAllMsgFeesResponse
        {
            MsgFees = { taken },
            DefaultCost = request.DoNotConvert ? cost : table.Convert(CoinSet.FromProto([cost])).Coins.Select(coin => coin.ToProto()).FirstOrDefault(cost),
            Pagination = page,
        };
    }

    private static QueryMsgFeeResponse MsgFee(QueryMsgFeeRequest request, QueryContext context)
    {
        if (!context.Settings.Registry.Knows(request.MsgTypeUrl))
        {
            throw QueryException.Of(GrpcStatusCode.InvalidArgument, $"unknown msg type url \"{request.MsgTypeUrl}\"");
        }

        var table = context.Settings.Fees;
        var fee = table.Find(request.MsgTypeUrl) ?? new MsgFee { MsgTypeUrl = request.MsgTypeUrl, Cost = { table.Parameters.DefaultCost } };
        return new QueryMsgFeeResponse { MsgFee = request.DoNotConvert ? fee : Converted(fee, context) };
    }

    private static MsgFee Converted(MsgFee fee, QueryContext context) => new()
    {
        MsgTypeUrl = fee.MsgTypeUrl,
        Cost = { context.Settings.Fees.Convert(CoinSet.FromProto(fee.Cost)).Coins.Select(coin => coin.ToProto()) },
    };
}
