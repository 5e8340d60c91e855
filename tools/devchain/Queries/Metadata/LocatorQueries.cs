using System.Text;
using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Queries.Metadata;

/// <summary>Object store locators (provenance-chain 6.3).</summary>
internal static class LocatorQueries
{
    private const string Codespace = "metadata";
    private static readonly SdkError NoAccount = new(Codespace, 3, "address does not match an existing account");
    private static readonly SdkError NotBound = new(Codespace, 4, "no locator bound to address");
    private static readonly SdkError NoRecords = new(Codespace, 6, "No records found.");

    internal static OSLocatorParamsResponse Parameters(OSLocatorParamsRequest request, QueryContext context) => new()
    {
        Params = new OSLocatorParams { MaxUriLength = (uint)context.Settings.Limits.LocatorUriLength },
        Request = request.IncludeRequest ? request : null,
    };

    internal static OSLocatorResponse Locator(OSLocatorRequest request, QueryContext context)
    {
        var owner = context.Addresses.TryParse(request.Owner, out var address) ? address : throw QueryException.Sdk(NoAccount);
        return new OSLocatorResponse
        {
            Locator = context.Keepers.Metadata.Locators.Find(owner) ?? throw QueryException.Sdk(NotBound),
            Request = request.IncludeRequest ? request : null,
        };
    }

    internal static OSLocatorsByURIResponse ByUri(OSLocatorsByURIRequest request, QueryContext context)
    {
        var uri = Decoded(request.Uri);
        var found = Keyed(context).Where(entry => entry.Locator.LocatorUri == uri).ToList();
        if (found.Count == 0)
        {
            throw QueryException.Sdk(NoRecords);
        }

        var taken = Paging.Take(found, request.Pagination, out var page);
        return new OSLocatorsByURIResponse { Locators = { taken }, Request = request.IncludeRequest ? request : null, Pagination = page };
    }

    internal static OSLocatorsByScopeResponse ByScope(OSLocatorsByScopeRequest request, QueryContext context)
    {
        var scope = context.Keepers.Metadata.Scopes.Find(IdArguments.Scope(request.ScopeId))
            ?? throw QueryException.Invalid($"scope [{request.ScopeId}] not found");
        return new OSLocatorsByScopeResponse
        {
            Locators =
            {
                scope.Owners.Select(party => context.Keepers.Metadata.Locators.Find(context.Addresses.Parse(party.Address))).OfType<ObjectStoreLocator>(),
            },
            Request = request.IncludeRequest ? request : null,
        };
    }

    internal static OSAllLocatorsResponse All(OSAllLocatorsRequest request, QueryContext context)
    {
        var taken = Paging.Take(Keyed(context), request.Pagination, out var page);
        return new OSAllLocatorsResponse { Locators = { taken }, Request = request.IncludeRequest ? request : null, Pagination = page };
    }

    private static IEnumerable<(ByteString Key, ObjectStoreLocator Locator)> Keyed(QueryContext context) =>
        context.Keepers.Metadata.Locators.All().Select(locator => (OwnerKey(context.Addresses.Parse(locator.Owner)), locator));

    private static ByteString OwnerKey(AccountAddress owner) => ByteString.CopyFrom([(byte)owner.Bytes.Length, .. owner.Bytes.Span]);

    // A text that happens to be base64 is taken for it.
    private static string Decoded(string uri)
    {
        var bytes = new byte[uri.Length];
        return uri.Length > 0 && Convert.TryFromBase64String(uri, bytes, out var count) ? Encoding.UTF8.GetString(bytes.AsSpan(0, count)) : uri;
    }
}
