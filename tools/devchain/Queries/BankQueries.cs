using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Grpc;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Bank;
using P8e.Protocol.Wire.Cosmos.Base;
using P8e.Protocol.Wire.Cosmos.Paging;

namespace P8e.Devchain.Queries;

/// <summary>Balances, supply and holders (provenance-chain 2.9).</summary>
internal static class BankQueries
{
    internal static QueryService Service() => new QueryService(QueryReflection.Descriptor.Services[0])
        .On<QueryBalanceRequest, QueryBalanceResponse>("Balance", Balance)
        .On<QueryAllBalancesRequest, QueryAllBalancesResponse>("AllBalances", (request, context) =>
        {
            var balances = Balances(request.Address, request.Pagination, context, out var page);
            return new QueryAllBalancesResponse { Balances = { balances }, Pagination = page };
        })
        .On<QuerySupplyOfRequest, QuerySupplyOfResponse>("SupplyOf", (request, context) => new QuerySupplyOfResponse
        {
            Amount = new CoinAmount(Denom(request.Denom), context.Keepers.Bank.Supply(request.Denom)).ToProto(),
        })
        .On<QueryDenomOwnersRequest, QueryDenomOwnersResponse>("DenomOwners", (request, context) =>
        {
            var owners = Owners(request.Denom, request.Pagination, context, out var page);
            return new QueryDenomOwnersResponse
            {
                DenomOwners = { owners.Select(owner => new DenomOwner { Address = owner.Address, Balance = owner.Balance }) },
                Pagination = page,
            };
        });

    /// <summary>A page of an account's balances.</summary>
    internal static IEnumerable<Coin> Balances(string address, PageRequest? request, QueryContext context, out PageResponse page)
    {
        var balances = context.Keepers.Bank.Balances(Address(address, context)).Select(coin => (ByteString.CopyFromUtf8(coin.Denom), coin.ToProto()));
        return Paging.Take(balances, request, out page, refusal: Paging.InvalidArgument);
    }

    /// <summary>A page of those who hold a denomination.</summary>
    internal static IEnumerable<(string Address, Coin Balance)> Owners(string denom, PageRequest? request, QueryContext context, out PageResponse page)
    {
        var bank = context.Keepers.Bank;
        var owners = bank.Holders(Denom(denom)).Select(owner =>
            (ByteString.CopyFrom(owner.Bytes.Span), (owner.ToString(), new CoinAmount(denom, bank.Balance(owner, denom)).ToProto())));
        return Paging.Take(owners, request, out page, refusal: Paging.InvalidArgument);
    }

    private static QueryBalanceResponse Balance(QueryBalanceRequest request, QueryContext context)
    {
        // The node looks at the denomination first.
        var denom = Denom(request.Denom);
        return new QueryBalanceResponse
        {
            Balance = new CoinAmount(denom, context.Keepers.Bank.Balance(Address(request.Address, context), denom)).ToProto(),
        };
    }

    private static string Denom(string denom) =>
        CoinText.IsDenom(denom) ? denom : throw QueryException.Of(GrpcStatusCode.InvalidArgument, $"invalid denom: {denom}");

    private static AccountAddress Address(string text, QueryContext context) =>
        context.Address(text, fault => QueryException.Of(GrpcStatusCode.InvalidArgument, $"invalid address: {fault}"));
}
