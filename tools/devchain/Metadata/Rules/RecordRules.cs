using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Rules;

/// <summary>Rules of a record by itself (provenance-chain 3.3).</summary>
internal static class RecordRules
{
    /// <summary>Null, or the node's words.</summary>
    internal static string? Fault(Record record) =>
        SessionRules.KindFault(record.SessionId, MetadataKind.Session, "record", "session")
        ?? (record.SpecificationId.IsEmpty ? null
            : SessionRules.KindFault(record.SpecificationId, MetadataKind.RecordSpecification, "record specification", "recspec"))
        ?? record.Inputs.Select(InputFault).FirstOrDefault(fault => fault is not null).After("invalid record input: ")
        ?? record.Outputs.Select(OutputFault).FirstOrDefault(fault => fault is not null).After("invalid record output: ")
        ?? (record.Name.Length == 0 ? "invalid/missing name for record" : null)
        ?? ProcessFault(record.Process ?? new Process()).After("invalid record process: ");

    private static string? InputFault(RecordInput input)
    {
        if (input.Name.Length == 0)
        {
            return "missing required name";
        }

        if (input.Status == RecordInputStatus.Unspecified || !Enum.IsDefined(input.Status))
        {
            return "invalid record input status, status unknown or missing";
        }

        var source = input.SourceCase switch
        {
            RecordInput.SourceOneofCase.Hash => HashFault(input),
            RecordInput.SourceOneofCase.RecordId => RecordIdFault(input),
            _ => "missing required record input source",
        };
        return source ?? (input.TypeName.Length == 0 ? "missing type name" : null);
    }

    private static string? HashFault(RecordInput input) =>
        input.Status != RecordInputStatus.Proposed ? "hash specifier only applies to proposed inputs"
        : input.Hash.Length == 0 ? "missing required hash for proposed value"
        : null;

    private static string? RecordIdFault(RecordInput input) =>
        input.Status != RecordInputStatus.Record ? "record id must be used with Record type inputs"
        : IdText.Fault(input.RecordId) is { } fault ? $"invalid record input recordid {fault}"
        : IdText.Is(input.RecordId, MetadataKind.Record) ? null
        : $"invalid record id address (found {IdText.Prefix(input.RecordId)}, expected record)";

    private static string? OutputFault(RecordOutput output) =>
        output.Status == ResultStatus.Unspecified ? "invalid record output status, status unspecified"
        : output.Hash.Length == 0 && output.Status is ResultStatus.Pass or ResultStatus.Fail ? "missing required hash"
        : null;

    private static string? ProcessFault(Process process) =>
        process.Method.Length == 0 ? "missing required method"
        : process.Name.Length == 0 ? "missing required name"
        : process.ProcessIdCase switch
        {
            Process.ProcessIdOneofCase.Address => process.Address.Length > 0,
            Process.ProcessIdOneofCase.Hash => process.Hash.Length > 0,
            _ => false,
        }
            ? null
            : "missing required process id";
}
