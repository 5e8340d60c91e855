using Google.Protobuf;
using P8e.Devchain.Wire.Bank;
using P8e.Grpc;

namespace P8e.Devchain.Queries;

/// <summary>The bank module's queries that wallets and explorers use. All coins here are spendable.</summary>
internal static class BankMoreQueries
{
    internal static QueryService Service() => new QueryService(MoreReflection.Descriptor.Services[0])
        .On<QuerySpendableBalancesRequest, QuerySpendableBalancesResponse>("SpendableBalances", (request, context) =>
        {
            var balances = BankQueries.Balances(request.Address, request.Pagination, context, out var page);
            return new QuerySpendableBalancesResponse { Balances = { balances }, Pagination = page };
        })
        .On<QueryDenomOwnersByQueryRequest, QueryDenomOwnersByQueryResponse>("DenomOwnersByQuery", (request, context) =>
        {
            var owners = BankQueries.Owners(request.Denom, request.Pagination, context, out var page);
            return new QueryDenomOwnersByQueryResponse
            {
                DenomOwners = { owners.Select(owner => new DenomOwner { Address = owner.Address, Balance = owner.Balance }) },
                Pagination = page,
            };
        })
        .On<QueryTotalSupplyRequest, QueryTotalSupplyResponse>("TotalSupply", (request, context) =>
        {
            var coins = context.Keepers.Bank.Supplies().Select(coin => (ByteString.CopyFromUtf8(coin.Denom), coin.ToProto()));
            var taken = Paging.Take(coins, request.Pagination, out var page, refusal: Paging.InvalidArgument);
            return new QueryTotalSupplyResponse { Supply = { taken }, Pagination = page };
        })
        .On<QueryDenomMetadataRequest, QueryDenomMetadataResponse>("DenomMetadata", (request, _) =>
            throw QueryException.Of(GrpcStatusCode.NotFound, $"client metadata for denom {request.Denom}"))
        .On<QueryParamsRequest, QueryParamsResponse>("Params", (_, _) => new QueryParamsResponse { Params = new Params { DefaultSendEnabled = true } });
}
