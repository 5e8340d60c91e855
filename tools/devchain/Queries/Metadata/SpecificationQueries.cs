using Google.Protobuf;
using P8e.Devchain.Metadata;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Queries.Metadata;

/// <summary>Specifications by their ids (provenance-chain 6.3).</summary>
internal static class SpecificationQueries
{
    internal static ScopeSpecificationResponse Scope(ScopeSpecificationRequest request, QueryContext context)
    {
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var store = context.Keepers.Metadata;
        var response = new ScopeSpecificationResponse
        {
            ScopeSpecification = wrap.ScopeSpecification(IdArguments.ScopeSpecification(Required(request.SpecificationId))),
            Request = request.IncludeRequest ? request : null,
        };
        foreach (var contract in response.ScopeSpecification.Specification?.ContractSpecIds.AsEnumerable() ?? [])
        {
            if (request.IncludeContractSpecs && store.Contracts.Find(contract) is { } found)
            {
                response.ContractSpecs.Add(wrap.Of(found));
            }

            if (request.IncludeRecordSpecs)
            {
                response.RecordSpecs.Add(store.RecordSpecifications.Of(contract).Select(wrap.Of));
            }
        }

        return response;
    }

    internal static ContractSpecificationResponse Contract(ContractSpecificationRequest request, QueryContext context)
    {
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var id = ContractId(request.SpecificationId);
        var response = new ContractSpecificationResponse
        {
            ContractSpecification = wrap.Contract(id),
            Request = request.IncludeRequest ? request : null,
        };
        if (request.IncludeRecordSpecs)
        {
            response.RecordSpecifications.Add(context.Keepers.Metadata.RecordSpecifications.Of(id).Select(wrap.Of));
        }

        return response;
    }

    internal static RecordSpecificationsForContractSpecificationResponse RecordsOfContract(
        RecordSpecificationsForContractSpecificationRequest request, QueryContext context)
    {
        var id = ContractId(request.SpecificationId);
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var info = IdInfo.ContractSpecification(id);
        return new RecordSpecificationsForContractSpecificationResponse
        {
            RecordSpecifications = { context.Keepers.Metadata.RecordSpecifications.Of(id).Select(wrap.Of) },
            ContractSpecificationAddr = info.ContractSpecAddr,
            ContractSpecificationUuid = info.ContractSpecUuid,
            Request = request.IncludeRequest ? request : null,
        };
    }

    internal static RecordSpecificationResponse Record(RecordSpecificationRequest request, QueryContext context)
    {
        var given = Required(request.SpecificationId);
        var id = Explain("invalid input: ", () => IdArguments.RecordSpecification(given, request.Name));
        return new RecordSpecificationResponse
        {
            RecordSpecification = new Wrapping(context, request.ExcludeIdInfo).RecordSpecification(id),
            Request = request.IncludeRequest ? request : null,
        };
    }

    private static string Required(string id) => id.Length > 0 ? id : throw QueryException.Invalid("specification id cannot be empty");

    private static ByteString ContractId(string text)
    {
        var given = Required(text);
        return Explain("invalid specification id: ", () => IdArguments.Contract(given));
    }

    private static ByteString Explain(string prefix, Func<ByteString> parse)
    {
        try
        {
            return parse();
        }
        catch (IdArgumentException fault)
        {
            throw QueryException.Invalid(prefix + fault.Message);
        }
    }
}
