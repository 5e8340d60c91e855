using System.Text;
using P8e.Devchain.Metadata;
using P8e.Devchain.Metadata.Values;
using P8e.Grpc;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Queries.Metadata;

/// <summary>Net asset values and the text kept with a scope.</summary>
internal static class ValueQueries
{
    internal static AccountDataResponse AccountData(AccountDataRequest request, QueryContext context)
    {
        var id = request.MetadataAddr;
        if (IdText.Fault(id) is { } fault && IdText.TextFault(id.ToStringUtf8(), out id) is not null)
        {
            // On a node the request does not even decode.
            throw QueryException.Of(GrpcStatusCode.Internal, $"grpc: error unmarshalling request: {fault}");
        }

        return new AccountDataResponse
        {
            Value = context.State.Get(SetAccountDataHandler.Key(id)) is { } stored ? Encoding.UTF8.GetString(stored) : string.Empty,
        };
    }

    internal static QueryScopeNetAssetValuesResponse NetAssetValues(QueryScopeNetAssetValuesRequest request, QueryContext context) =>
        IdText.TextFault(request.Id, out var id) is { } fault
            ? throw QueryException.Plain($"error extracting scope address: {fault}")
            : new QueryScopeNetAssetValuesResponse { NetAssetValues = { context.Keepers.Metadata.NetAssetValuesOf(id) } };
}
