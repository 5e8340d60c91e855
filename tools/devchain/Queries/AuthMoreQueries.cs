using Google.Protobuf;
using P8e.Devchain.Accounts;
using P8e.Devchain.Wire.Auth;
using P8e.Grpc;

namespace P8e.Devchain.Queries;

/// <summary>The auth module's queries that lists and explorers use.</summary>
internal static class AuthMoreQueries
{
    internal static QueryService Service() => new QueryService(MoreReflection.Descriptor.Services[0])
        .On<QueryAccountsRequest, QueryAccountsResponse>("Accounts", Accounts)
        .On<QueryModuleAccountByNameRequest, QueryModuleAccountByNameResponse>("ModuleAccountByName", ModuleAccount)
        .On<Bech32PrefixRequest, Bech32PrefixResponse>("Bech32Prefix", (_, context) => new Bech32PrefixResponse { Bech32Prefix = context.Addresses.Prefix })
        .On<QueryAccountAddressByIDRequest, QueryAccountAddressByIDResponse>("AccountAddressByID", AddressOf);

    private static QueryAccountsResponse Accounts(QueryAccountsRequest request, QueryContext context)
    {
        var accounts = context.Keepers.Accounts.All()
            .Select(account => (Key(account, context), account));
        var taken = Paging.Take(accounts, request.Pagination, out var page, refusal: Paging.InvalidArgument);
        return new QueryAccountsResponse { Accounts = { taken.Select(account => account.ToAny()) }, Pagination = page };
    }

    private static ByteString Key(ChainAccount account, QueryContext context) =>
        ByteString.CopyFrom(context.Addresses.Parse(account.Base.Address).Bytes.Span);

    private static QueryModuleAccountByNameResponse ModuleAccount(QueryModuleAccountByNameRequest request, QueryContext context)
    {
        var account = context.Keepers.Accounts.Find(context.Addresses.Module(request.Name));
        return account?.Message is P8e.Protocol.Wire.Cosmos.Auth.ModuleAccount
            ? new QueryModuleAccountByNameResponse { Account = account.ToAny() }
            : throw QueryException.Of(GrpcStatusCode.NotFound, $"account {request.Name} not found");
    }

    private static QueryAccountAddressByIDResponse AddressOf(QueryAccountAddressByIDRequest request, QueryContext context)
    {
        if (request.Id != 0)
        {
            throw QueryException.Of(GrpcStatusCode.InvalidArgument, "requesting with id isn't supported, try to request using account-id");
        }

        return context.Keepers.Accounts.FindByNumber(request.AccountId) is { } address
            ? new QueryAccountAddressByIDResponse { AccountAddress = address.ToString() }
            : throw QueryException.Of(GrpcStatusCode.NotFound, $"account address not found with account number {request.AccountId}");
    }
}
