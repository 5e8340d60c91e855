using Google.Protobuf;
using P8e.Devchain.Metadata;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Paging;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Queries.Metadata;

/// <summary>Lists of everything, and of what an account has (provenance-chain 6.3, 6.5).</summary>
internal static class ListQueries
{
    private const string ScopeDenom = "nft/scope1";

    internal static ScopesAllResponse Scopes(ScopesAllRequest request, QueryContext context)
    {
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var taken = All(context.Keepers.Metadata.Scopes.All(), scope => scope.ScopeId, request.Pagination, out var page);
        return new ScopesAllResponse { Scopes = { taken.Select(wrap.Of) }, Request = request.IncludeRequest ? request : null, Pagination = page };
    }

    internal static SessionsAllResponse Sessions(SessionsAllRequest request, QueryContext context)
    {
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var taken = All(context.Keepers.Metadata.Sessions.All(), session => session.SessionId, request.Pagination, out var page);
        return new SessionsAllResponse { Sessions = { taken.Select(wrap.Of) }, Request = request.IncludeRequest ? request : null, Pagination = page };
    }

    internal static RecordsAllResponse Records(RecordsAllRequest request, QueryContext context)
    {
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var taken = All(context.Keepers.Metadata.Records.All(), record => RecordIds.Record(record.SessionId, record.Name), request.Pagination, out var page);
        return new RecordsAllResponse { Records = { taken.Select(wrap.Of) }, Request = request.IncludeRequest ? request : null, Pagination = page };
    }

    internal static ScopeSpecificationsAllResponse ScopeSpecifications(ScopeSpecificationsAllRequest request, QueryContext context)
    {
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var taken = All(context.Keepers.Metadata.ScopeSpecifications.All(), found => found.SpecificationId, request.Pagination, out var page);
        return new ScopeSpecificationsAllResponse
        {
            ScopeSpecifications = { taken.Select(wrap.Of) }, Request = request.IncludeRequest ? request : null, Pagination = page,
        };
    }

    internal static ContractSpecificationsAllResponse Contracts(ContractSpecificationsAllRequest request, QueryContext context)
    {
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var taken = All(context.Keepers.Metadata.Contracts.All(), found => found.SpecificationId, request.Pagination, out var page);
        return new ContractSpecificationsAllResponse
        {
            ContractSpecifications = { taken.Select(wrap.Of) }, Request = request.IncludeRequest ? request : null, Pagination = page,
        };
    }

    internal static RecordSpecificationsAllResponse RecordSpecifications(RecordSpecificationsAllRequest request, QueryContext context)
    {
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var taken = All(context.Keepers.Metadata.RecordSpecifications.All(), found => found.SpecificationId, request.Pagination, out var page);
        return new RecordSpecificationsAllResponse
        {
            RecordSpecifications = { taken.Select(wrap.Of) }, Request = request.IncludeRequest ? request : null, Pagination = page,
        };
    }

    internal static OwnershipResponse Ownership(OwnershipRequest request, QueryContext context)
    {
        var scopes = context.Keepers.Metadata.AddressIndex.ScopesOf(Address(request.Address, context)).Select(scope => (scope, ScopeUuid(scope)));
        var taken = Paging.Take(scopes, request.Pagination, out var page);
        return new OwnershipResponse { ScopeUuids = { taken }, Request = request.IncludeRequest ? request : null, Pagination = page };
    }

    internal static ValueOwnershipResponse ValueOwnership(ValueOwnershipRequest request, QueryContext context)
    {
        var scopes = context.ValueOwners.ScopesOf(Address(request.Address, context))
            .Select(scope => (ByteString.CopyFromUtf8(IdText.Address(scope).ToValueOwnerDenomination()[ScopeDenom.Length..]), ScopeUuid(scope)));
        var response = new ValueOwnershipResponse { Request = request.IncludeRequest ? request : null };
        if (request.Pagination is null)
        {
            // Without a page everything is listed, and nothing is said about pages.
            response.ScopeUuids.Add(scopes.Select(scope => scope.Item2));
            return response;
        }

        response.ScopeUuids.Add(Paging.Take(scopes, request.Pagination, out var page));
        response.Pagination = page;
        return response;
    }

    internal static GetByAddrResponse ByAddress(GetByAddrRequest request, QueryContext context)
    {
        if (request.Addrs.Count == 0)
        {
            throw QueryException.Invalid("empty request");
        }

        var response = new GetByAddrResponse();
        foreach (var text in request.Addrs)
        {
            if (IdText.TextFault(text, out var id) is not null || !Add(response, id, context))
            {
                response.NotFound.Add(text);
            }
        }

        return response;
    }

    private static bool Add(GetByAddrResponse response, ByteString id, QueryContext context)
    {
        var store = context.Keepers.Metadata;
        var wrap = new Wrapping(context, excludesIds: true);
        return (MetadataKind)id[0] switch
        {
            MetadataKind.Scope => AddTo(response.Scopes, wrap.Scope(id).Scope),
            MetadataKind.Session => AddTo(response.Sessions, store.Sessions.Find(id)),
            MetadataKind.Record => AddTo(response.Records, store.Records.Find(id)),
            MetadataKind.ScopeSpecification => AddTo(response.ScopeSpecs, store.ScopeSpecifications.Find(id)),
            MetadataKind.ContractSpecification => AddTo(response.ContractSpecs, store.Contracts.Find(id)),
            _ => AddTo(response.RecordSpecs, store.RecordSpecifications.Find(id)),
        };
    }

    private static bool AddTo<T>(ICollection<T> list, T? found)
        where T : class
    {
        if (found is not null)
        {
            list.Add(found);
        }

        return found is not null;
    }

    // These lists set the limit before they page, so nothing is counted unless it is asked for; their keys lack the type's byte.
    private static IReadOnlyList<T> All<T>(IEnumerable<T> entities, Func<T, ByteString> id, PageRequest? request, out PageResponse page) => Paging.Take(
        entities.Select(entity => (ByteString.CopyFrom(id(entity).Span[1..]), entity)), request, out page, countsByDefault: false);

    private static string ScopeUuid(ByteString scope) => Uuid.Format(IdText.Address(scope).PrimaryUuid);

    private static AccountAddress Address(string text, QueryContext context) => text.Length == 0
        ? throw QueryException.Invalid("address cannot be empty")
        : context.Address(text, fault => QueryException.Invalid($"invalid address: {fault}"));
}
