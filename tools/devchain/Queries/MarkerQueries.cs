using Google.Protobuf;
using P8e.Devchain.Accounts;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Wire.Marker;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Base;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Queries;

/// <summary>Markers, what they hold and who holds their coins (provenance-chain 2.11).</summary>
internal static class MarkerQueries
{
    private const string MaximumSupply = "100000000000000000000";
    private static readonly SdkError MarkerNotFound = new("marker", 7, "marker not found");

    internal static QueryService Service() => new QueryService(QueryReflection.Descriptor.Services[0])
        .On<QueryParamsRequest, QueryParamsResponse>("Params", (_, context) => new QueryParamsResponse
        {
            Params = new Params { EnableGovernance = true, UnrestrictedDenomRegex = context.Settings.Limits.DenomRule, MaxSupply = MaximumSupply },
        })
        .On<QueryAllMarkersRequest, QueryAllMarkersResponse>("AllMarkers", AllMarkers)
        .On<QueryMarkerRequest, QueryMarkerResponse>("Marker", (request, context) =>
            new QueryMarkerResponse { Marker = new ChainAccount(Find(request.Id, context)).ToAny() })
        .On<QueryHoldingRequest, QueryHoldingResponse>("Holding", (request, context) =>
        {
            var owners = BankQueries.Owners(Find(request.Id, context).Denom, request.Pagination, context, out var page);
            return new QueryHoldingResponse
            {
                Balances = { owners.Select(owner => new Balance { Address = owner.Address, Coins = { owner.Balance } }) },
                Pagination = page,
            };
        })
        .On<QuerySupplyRequest, QuerySupplyResponse>("Supply", (request, context) =>
        {
            // What the marker is said to have, which minting and burning does not change.
            var marker = Find(request.Id, context);
            return new QuerySupplyResponse { Amount = new Coin { Denom = marker.Denom, Amount = marker.Supply } };
        });

    private static QueryAllMarkersResponse AllMarkers(QueryAllMarkersRequest request, QueryContext context)
    {
        var markers = context.Keepers.Accounts.All()
            .Where(account => account.Marker is { } marker && (request.Status == 0 || (int)marker.Status == request.Status))
            .Select(account => (ByteString.CopyFrom(context.Addresses.Parse(account.Base.Address).Bytes.Span), account.ToAny()));
        var taken = Paging.Take(markers, request.Pagination, out var page, refusal: Paging.InvalidArgument);
        return new QueryAllMarkersResponse { Markers = { taken }, Pagination = page };
    }

    // By the marker's address or its denomination.
    private static MarkerAccount Find(string id, QueryContext context)
    {
        var address = context.Addresses.TryParse(id, out var parsed) ? parsed
            : CoinText.IsDenom(id) ? AccountAddress.ForMarker(context.Addresses.Prefix, id)
            : null;
        return (address is null ? null : context.Keepers.Accounts.Find(address)?.Marker)
            ?? throw QueryException.Sdk(MarkerNotFound, "invalid denom or address");
    }
}
