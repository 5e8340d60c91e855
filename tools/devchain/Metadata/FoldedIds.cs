using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata;

/// <summary>
/// Ids that a message may give as UUIDs beside the entity (provenance-chain 2.4). Each method gives a copy of the message with the id filled
/// in and the helper cleared, or throws the plain error of ValidateBasic.
/// </summary>
internal static class FoldedIds
{
    internal static MsgWriteScopeRequest Fold(MsgWriteScopeRequest sent)
    {
        var message = sent.Clone();
        message.Scope ??= new Scope();
        message.Scope.ScopeId = Merge(
            message.Scope.ScopeId, message.ScopeUuid, "scope uuid", MetadataAddress.ForScope, "msg.Scope.ScopeId", "msg.ScopeUuid");
        message.Scope.SpecificationId = Merge(
            message.Scope.SpecificationId, message.SpecUuid, "spec uuid", MetadataAddress.ForScopeSpecification, "msg.Scope.SpecificationId", "msg.SpecUuid");
        message.ScopeUuid = string.Empty;
        message.SpecUuid = string.Empty;
        return message;
    }

    internal static MsgWriteSessionRequest Fold(MsgWriteSessionRequest sent)
    {
        var message = sent.Clone();
        message.Session ??= new Session();
        message.Session.SessionId = Merge(message.Session.SessionId, message.SessionIdComponents, "msg.Session.SessionId");
        message.Session.SpecificationId = Merge(
            message.Session.SpecificationId, message.SpecUuid, "spec uuid", MetadataAddress.ForContractSpecification, "msg.Session.SpecificationId", "msg.SpecUuid");
        message.SessionIdComponents = null;
        message.SpecUuid = string.Empty;
        return message;
    }

    internal static MsgWriteRecordRequest Fold(MsgWriteRecordRequest sent)
    {
        var message = sent.Clone();
        message.Record ??= new Record();
        message.Record.SessionId = Merge(message.Record.SessionId, message.SessionIdComponents, "msg.Record.SessionId");
        message.Record.SpecificationId = Merge(
            message.Record.SpecificationId, message.ContractSpecUuid, message.Record.Name, "empty record name",
            "msg.Record.SpecificationId", "msg.Record.Name");
        message.SessionIdComponents = null;
        message.ContractSpecUuid = string.Empty;
        return message;
    }

    internal static MsgWriteScopeSpecificationRequest Fold(MsgWriteScopeSpecificationRequest sent)
    {
        var message = sent.Clone();
        message.Specification ??= new ScopeSpecification();
        message.Specification.SpecificationId = MergeSpecification(
            message.Specification.SpecificationId, message.SpecUuid, MetadataAddress.ForScopeSpecification);
        message.SpecUuid = string.Empty;
        return message;
    }

    internal static MsgWriteContractSpecificationRequest Fold(MsgWriteContractSpecificationRequest sent)
    {
        var message = sent.Clone();
        message.Specification ??= new ContractSpecification();
        message.Specification.SpecificationId = MergeSpecification(
            message.Specification.SpecificationId, message.SpecUuid, MetadataAddress.ForContractSpecification);
        message.SpecUuid = string.Empty;
        return message;
    }

    internal static MsgWriteRecordSpecificationRequest Fold(MsgWriteRecordSpecificationRequest sent)
    {
        var message = sent.Clone();
        message.Specification ??= new RecordSpecification();
        message.Specification.SpecificationId = Merge(
            message.Specification.SpecificationId, message.ContractSpecUuid, message.Specification.Name, "empty specification name",
            "msg.Specification.SpecificationId", "msg.Specification.Name");
        message.ContractSpecUuid = string.Empty;
        return message;
    }

    private static ByteString MergeSpecification(ByteString id, string uuid, Func<Guid, MetadataAddress> make) =>
        Merge(id, uuid, "spec uuid", make, "msg.Specification.SpecificationId", "msg.SpecUuid");

    private static ByteString Merge(ByteString id, string uuid, string what, Func<Guid, MetadataAddress> make, string idField, string uuidField) =>
        uuid.Length == 0 ? id : Merge(id, IdText.Bytes(make(Parse(uuid, what))), idField, $"{uuidField} [{uuid}]");

    private static ByteString Merge(ByteString id, SessionIdComponents? components, string idField) =>
        SessionComponents.Read(components) is { } session ? Merge(id, session, idField, $"msg.SessionIdComponents {SessionComponents.Text(components!)}") : id;

    private static ByteString Merge(ByteString id, string contractUuid, string name, string blankName, string idField, string nameField)
    {
        if (contractUuid.Length == 0)
        {
            return id;
        }

        var contract = IdText.Bytes(MetadataAddress.ForContractSpecification(Parse(contractUuid, "contract spec uuid")));
        return string.IsNullOrWhiteSpace(name)
            ? throw ChainException.Plain(blankName)
            : Merge(id, RecordIds.Specification(contract, name), idField, $"msg.ContractSpecUuid [{contractUuid}] and {nameField} [{name}]");
    }

    private static ByteString Merge(ByteString id, ByteString made, string idField, string from) =>
        id.IsEmpty || id.Equals(made)
            ? made
            : throw ChainException.Plain($"{idField} [{IdText.Text(id)}] is different from the one created from {from}");

    private static Guid Parse(string uuid, string what) =>
        Addresses.UuidText.Fault(uuid, out var parsed).After($"invalid {what}: ") is { } fault ? throw ChainException.Plain(fault) : parsed;
}
