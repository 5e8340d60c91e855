using Google.Protobuf;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata;

/// <summary>Takes ids apart for responses (provenance-chain 2.3).</summary>
internal static class IdInfo
{
    internal static ScopeIdInfo Scope(ByteString id) => new()
    {
        ScopeId = id,
        ScopeIdPrefix = Part(id, 0, 1),
        ScopeIdScopeUuid = Part(id, 1, Uuid.Length),
        ScopeAddr = IdText.Text(id),
        ScopeUuid = UuidText(id, 1),
    };

    internal static SessionIdInfo Session(ByteString id) => new()
    {
        SessionId = id,
        SessionIdPrefix = Part(id, 0, 1),
        SessionIdScopeUuid = Part(id, 1, Uuid.Length),
        SessionIdSessionUuid = Part(id, 17, Uuid.Length),
        SessionAddr = IdText.Text(id),
        SessionUuid = UuidText(id, 17),
        ScopeIdInfo = id.IsEmpty ? new ScopeIdInfo() : Scope(IdText.ScopeOf(id)),
    };

    internal static RecordIdInfo Record(ByteString id) => new()
    {
        RecordId = id,
        RecordIdPrefix = Part(id, 0, 1),
        RecordIdScopeUuid = Part(id, 1, Uuid.Length),
        RecordIdHashedName = Part(id, 17, Uuid.Length),
        RecordAddr = IdText.Text(id),
        ScopeIdInfo = id.IsEmpty ? new ScopeIdInfo() : Scope(IdText.ScopeOf(id)),
    };

    internal static ScopeSpecIdInfo ScopeSpecification(ByteString id) => new()
    {
        ScopeSpecId = id,
        ScopeSpecIdPrefix = Part(id, 0, 1),
        ScopeSpecIdScopeSpecUuid = Part(id, 1, Uuid.Length),
        ScopeSpecAddr = IdText.Text(id),
        ScopeSpecUuid = UuidText(id, 1),
    };

    internal static ContractSpecIdInfo ContractSpecification(ByteString id) => new()
    {
        ContractSpecId = id,
        ContractSpecIdPrefix = Part(id, 0, 1),
        ContractSpecIdContractSpecUuid = Part(id, 1, Uuid.Length),
        ContractSpecAddr = IdText.Text(id),
        ContractSpecUuid = UuidText(id, 1),
    };

    internal static RecordSpecIdInfo RecordSpecification(ByteString id) => new()
    {
        RecordSpecId = id,
        RecordSpecIdPrefix = Part(id, 0, 1),
        RecordSpecIdContractSpecUuid = Part(id, 1, Uuid.Length),
        RecordSpecIdHashedName = Part(id, 17, Uuid.Length),
        RecordSpecAddr = IdText.Text(id),
        ContractSpecIdInfo = id.IsEmpty ? new ContractSpecIdInfo() : ContractSpecification(ContractOf(id)),
    };

    /// <summary>The contract specification of a record specification.</summary>
    internal static ByteString ContractOf(ByteString recordSpecification) => IdText.Bytes(IdText.Address(recordSpecification).ToContractSpecification());

    private static ByteString Part(ByteString id, int start, int length) =>
        id.IsEmpty ? ByteString.Empty : ByteString.CopyFrom(id.Span.Slice(start, length));

    private static string UuidText(ByteString id, int start) => id.IsEmpty ? string.Empty : Uuid.Format(Uuid.FromBytes(id.Span.Slice(start, Uuid.Length)));
}
