using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Queries.Metadata;

/// <summary>The methods of the metadata module's query service (provenance-chain 2.6).</summary>
internal static class MetadataQueries
{
    internal static QueryService Service() => new QueryService(QueryReflection.Descriptor.Services[0])
        .On<QueryParamsRequest, QueryParamsResponse>("Params", (request, _) => new QueryParamsResponse
        {
            Params = new Params(),
            Request = request.IncludeRequest ? request : null,
        })
        .On<ScopeRequest, ScopeResponse>("Scope", ScopeQueries.Scope)
        .On<ScopesAllRequest, ScopesAllResponse>("ScopesAll", ListQueries.Scopes)
        .On<SessionsRequest, SessionsResponse>("Sessions", ScopeQueries.Sessions)
        .On<SessionsAllRequest, SessionsAllResponse>("SessionsAll", ListQueries.Sessions)
        .On<RecordsRequest, RecordsResponse>("Records", ScopeQueries.Records)
        .On<RecordsAllRequest, RecordsAllResponse>("RecordsAll", ListQueries.Records)
        .On<OwnershipRequest, OwnershipResponse>("Ownership", ListQueries.Ownership)
        .On<ValueOwnershipRequest, ValueOwnershipResponse>("ValueOwnership", ListQueries.ValueOwnership)
        .On<ScopeSpecificationRequest, ScopeSpecificationResponse>("ScopeSpecification", SpecificationQueries.Scope)
        .On<ScopeSpecificationsAllRequest, ScopeSpecificationsAllResponse>("ScopeSpecificationsAll", ListQueries.ScopeSpecifications)
        .On<ContractSpecificationRequest, ContractSpecificationResponse>("ContractSpecification", SpecificationQueries.Contract)
        .On<ContractSpecificationsAllRequest, ContractSpecificationsAllResponse>("ContractSpecificationsAll", ListQueries.Contracts)
        .On<RecordSpecificationsForContractSpecificationRequest, RecordSpecificationsForContractSpecificationResponse>(
            "RecordSpecificationsForContractSpecification", SpecificationQueries.RecordsOfContract)
        .On<RecordSpecificationRequest, RecordSpecificationResponse>("RecordSpecification", SpecificationQueries.Record)
        .On<RecordSpecificationsAllRequest, RecordSpecificationsAllResponse>("RecordSpecificationsAll", ListQueries.RecordSpecifications)
        .On<GetByAddrRequest, GetByAddrResponse>("GetByAddr", ListQueries.ByAddress)
        .On<OSLocatorParamsRequest, OSLocatorParamsResponse>("OSLocatorParams", LocatorQueries.Parameters)
        .On<OSLocatorRequest, OSLocatorResponse>("OSLocator", LocatorQueries.Locator)
        .On<OSLocatorsByURIRequest, OSLocatorsByURIResponse>("OSLocatorsByURI", LocatorQueries.ByUri)
        .On<OSLocatorsByScopeRequest, OSLocatorsByScopeResponse>("OSLocatorsByScope", LocatorQueries.ByScope)
        .On<OSAllLocatorsRequest, OSAllLocatorsResponse>("OSAllLocators", LocatorQueries.All)
        .On<AccountDataRequest, AccountDataResponse>("AccountData", ValueQueries.AccountData)
        .On<QueryScopeNetAssetValuesRequest, QueryScopeNetAssetValuesResponse>("ScopeNetAssetValues", ValueQueries.NetAssetValues);
}
