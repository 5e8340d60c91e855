using Google.Protobuf;
using P8e.Devchain.Wire.Authz;
using P8e.Protocol.Wire.Cosmos.Paging;

namespace P8e.Devchain.Queries;

/// <summary>Grants that an account gave, or got.</summary>
internal static class AuthzMoreQueries
{
    internal static QueryService Service() => new QueryService(MoreReflection.Descriptor.Services[0])
        .On<QueryGranterGrantsRequest, QueryGranterGrantsResponse>("GranterGrants", (request, context) =>
        {
            var granter = AuthzQueries.Address(request.Granter, context).ToString();
            var grants = List(grant => grant.Granter == granter, request.Pagination, context, out var page);
            return new QueryGranterGrantsResponse { Grants = { grants }, Pagination = page };
        })
        .On<QueryGranteeGrantsRequest, QueryGranteeGrantsResponse>("GranteeGrants", (request, context) =>
        {
            var grantee = AuthzQueries.Address(request.Grantee, context).ToString();
            var grants = List(grant => grant.Grantee == grantee, request.Pagination, context, out var page);
            return new QueryGranteeGrantsResponse { Grants = { grants }, Pagination = page };
        });

    private static IReadOnlyList<GrantAuthorization> List(
        Func<GrantAuthorization, bool> wanted, PageRequest? request, QueryContext context, out PageResponse page)
    {
        var grants = context.Keepers.Authz.All()
            .Select(found => (ByteString.CopyFrom(found.Key), Grant: new GrantAuthorization
            {
                Granter = context.Addresses.FromBytes(found.Granter).ToString(),
                Grantee = context.Addresses.FromBytes(found.Grantee).ToString(),
                Authorization = found.Grant.Authorization,
                Expiration = found.Grant.Expiration,
            }))
            .Where(found => wanted(found.Grant));
        return Paging.Take(grants, request, out page, refusal: Paging.InvalidArgument);
    }
}
