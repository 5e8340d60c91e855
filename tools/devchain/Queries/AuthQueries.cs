using P8e.Devchain.Accounts;
using P8e.Grpc;
using P8e.Protocol.Wire.Cosmos.Auth;

namespace P8e.Devchain.Queries;

/// <summary>Accounts and the auth module's parameters (provenance-chain 2.9, 6.4).</summary>
internal static class AuthQueries
{
    private const ulong Ed25519Cost = 590;
    private const ulong Secp256k1Cost = 1000;

    internal static QueryService Service() => new QueryService(QueryReflection.Descriptor.Services[0])
        .On<QueryAccountRequest, QueryAccountResponse>("Account", (request, context) =>
            new QueryAccountResponse { Account = Find(request.Address, context).ToAny() })
        .On<QueryAccountInfoRequest, QueryAccountInfoResponse>("AccountInfo", (request, context) =>
            new QueryAccountInfoResponse { Info = WithAddress(Find(request.Address, context).Base, request.Address) })
        .On<QueryParamsRequest, QueryParamsResponse>("Params", (_, context) => new QueryParamsResponse
        {
            Params = new Params
            {
                MaxMemoCharacters = (ulong)context.Settings.Limits.MemoCharacters,
                TxSigLimit = (ulong)context.Settings.Limits.Signatures,
                TxSizeCostPerByte = (ulong)context.Settings.Limits.GasPerByte,
                SigVerifyCostEd25519 = Ed25519Cost,
                SigVerifyCostSecp256K1 = Secp256k1Cost,
            },
        });

    private static ChainAccount Find(string text, QueryContext context)
    {
        if (text.Length == 0)
        {
            throw QueryException.Of(GrpcStatusCode.InvalidArgument, "Address cannot be empty");
        }

        var address = context.Addresses.ParseSigner(text);
        return context.Keepers.Accounts.Find(address)
            ?? throw QueryException.Of(GrpcStatusCode.NotFound, $"account {text} not found");
    }

    // The node echoes the address as it was asked for, upper case too (provenance-chain 10.1).
    private static BaseAccount WithAddress(BaseAccount account, string address)
    {
        account.Address = address;
        return account;
    }
}
