using Google.Protobuf;
using P8e.Devchain.Metadata;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Queries.Metadata;

/// <summary>Puts entities into the wrappers of answers, with or without their ids taken apart (provenance-chain 2.6, 6.3).</summary>
internal sealed class Wrapping(QueryContext context, bool excludesIds)
{
    private MetadataKeeper Store => context.Keepers.Metadata;

    /// <summary>A scope with its value owner; one that is not there has its id only, and that always.</summary>
    internal ScopeWrapper Scope(ByteString id) => Store.Scopes.Find(id) is { } scope ? Of(scope) : new ScopeWrapper { ScopeIdInfo = IdInfo.Scope(id) };

    internal ScopeWrapper Of(Scope scope)
    {
        scope.ValueOwnerAddress = context.ValueOwners.Find(scope.ScopeId)?.ToString() ?? string.Empty;
        return excludesIds ? new ScopeWrapper { Scope = scope } : new ScopeWrapper
        {
            Scope = scope,
            ScopeIdInfo = IdInfo.Scope(scope.ScopeId),
            ScopeSpecIdInfo = IdInfo.ScopeSpecification(scope.SpecificationId),
        };
    }

    internal SessionWrapper Session(ByteString id) =>
        Store.Sessions.Find(id) is { } session ? Of(session) : new SessionWrapper { SessionIdInfo = IdInfo.Session(id) };

    internal SessionWrapper Of(Session session) => excludesIds ? new SessionWrapper { Session = session } : new SessionWrapper
    {
        Session = session,
        SessionIdInfo = IdInfo.Session(session.SessionId),
        ContractSpecIdInfo = IdInfo.ContractSpecification(session.SpecificationId),
    };

    internal RecordWrapper Record(ByteString id) =>
        Store.Records.Find(id) is { } record ? Of(record) : new RecordWrapper { RecordIdInfo = IdInfo.Record(id) };

    internal RecordWrapper Of(Record record) => excludesIds ? new RecordWrapper { Record = record } : new RecordWrapper
    {
        Record = record,
        RecordIdInfo = IdInfo.Record(RecordIds.Record(record.SessionId, record.Name)),
        RecordSpecIdInfo = IdInfo.RecordSpecification(record.SpecificationId),
    };

    internal ScopeSpecificationWrapper ScopeSpecification(ByteString id) => Store.ScopeSpecifications.Find(id) is { } found
        ? Of(found)
        : new ScopeSpecificationWrapper { ScopeSpecIdInfo = IdInfo.ScopeSpecification(id) };

    internal ScopeSpecificationWrapper Of(ScopeSpecification specification) => new()
    {
        Specification = specification,
        ScopeSpecIdInfo = excludesIds ? null : IdInfo.ScopeSpecification(specification.SpecificationId),
    };

    internal ContractSpecificationWrapper Contract(ByteString id) => Store.Contracts.Find(id) is { } found
        ? Of(found)
        : new ContractSpecificationWrapper { ContractSpecIdInfo = IdInfo.ContractSpecification(id) };

    internal ContractSpecificationWrapper Of(ContractSpecification specification) => new()
    {
        Specification = specification,
        ContractSpecIdInfo = excludesIds ? null : IdInfo.ContractSpecification(specification.SpecificationId),
    };

    internal RecordSpecificationWrapper RecordSpecification(ByteString id) => Store.RecordSpecifications.Find(id) is { } found
        ? Of(found)
        : new RecordSpecificationWrapper { RecordSpecIdInfo = IdInfo.RecordSpecification(id) };

    internal RecordSpecificationWrapper Of(RecordSpecification specification) => new()
    {
        Specification = specification,
        RecordSpecIdInfo = excludesIds ? null : IdInfo.RecordSpecification(specification.SpecificationId),
    };
}
