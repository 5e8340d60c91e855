using Google.Protobuf;
using P8e.Devchain.Authz;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Authz;

namespace P8e.Devchain.Queries;

/// <summary>Grants between two accounts (provenance-chain 3.11, 6.4).</summary>
internal static class AuthzQueries
{
    internal static QueryService Service() =>
        new QueryService(QueryReflection.Descriptor.Services[0]).On<QueryGrantsRequest, QueryGrantsResponse>("Grants", Grants);

    /// <summary>Reads an address of a request.</summary>
    internal static AccountAddress Address(string text, QueryContext context) => context.Addresses.ParseSigner(text);

    private static QueryGrantsResponse Grants(QueryGrantsRequest request, QueryContext context)
    {
        var granter = Address(request.Granter, context);
        var grantee = Address(request.Grantee, context);
        var authz = context.Keepers.Authz;
        if (request.MsgTypeUrl.Length > 0)
        {
            return authz.Find(granter, grantee, request.MsgTypeUrl) is { } grant
                ? new QueryGrantsResponse { Grants = { grant } }
                : throw QueryException.Sdk(AuthzError.NotFound, $"authorization not found for {request.MsgTypeUrl} type");
        }

        var grants = authz.Between(granter, grantee).Select(grant => (TypeUrl(grant), grant));
        var taken = Paging.Take(grants, request.Pagination, out var page, refusal: Paging.InvalidArgument);
        return new QueryGrantsResponse { Grants = { taken }, Pagination = page };
    }

    // The rest of the store's key, after both addresses, is the message that the grant is for.
    private static ByteString TypeUrl(Grant grant) => ByteString.CopyFromUtf8(GenericAuthorization.Parser.ParseFrom(grant.Authorization.Value).Msg);
}
