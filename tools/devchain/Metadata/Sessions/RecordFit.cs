using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Sessions;

/// <summary>Whether a record's inputs and outputs are those of its specification (provenance-chain 3.7, WriteRecord 5 to 7).</summary>
internal static class RecordFit
{
    internal static void Check(Record record, RecordSpecification specification, MetadataCall call)
    {
        CheckNames(record, specification);
        foreach (var input in record.Inputs)
        {
            CheckInput(input, specification.Inputs.First(wanted => wanted.Name == input.Name), call);
        }

        CheckOutputs(record.Outputs.Count, specification.ResultType);
    }

    private static void CheckNames(Record record, RecordSpecification specification)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var input in record.Inputs)
        {
            MetadataCall.RefuseIf(!names.Add(input.Name), $"input name {input.Name} provided twice");
        }

        string[] missing = [.. specification.Inputs.Select(input => input.Name).Where(name => !names.Contains(name))];
        MetadataCall.RefuseIf(missing.Length > 0, $"missing input{Plural(missing)} [{string.Join(" ", missing)}]");
        string[] extra = [.. record.Inputs.Select(input => input.Name).Where(name => specification.Inputs.All(input => input.Name != name))];
        MetadataCall.RefuseIf(extra.Length > 0, $"extra input{Plural(extra)} [{string.Join(" ", extra)}]");
    }

    private static void CheckInput(RecordInput input, InputSpecification wanted, MetadataCall call)
    {
        MetadataCall.RefuseIf(
            input.TypeName != wanted.TypeName, $"input {input.Name} has TypeName {input.TypeName} but spec calls for {wanted.TypeName}");
        var wantedKind = wanted.SourceCase switch
        {
            InputSpecification.SourceOneofCase.RecordId => "record",
            InputSpecification.SourceOneofCase.Hash => "hash",
            _ => null,
        };
        MetadataCall.RefuseIf(wantedKind is null, $"input spec {wanted.Name} has an unknown source type");
        var isRecord = input.SourceCase == RecordInput.SourceOneofCase.RecordId;
        MetadataCall.RefuseIf(
            isRecord && call.Store.Records.Find(input.RecordId) is null,
            $"input {input.Name} source record id {IdText.Text(input.RecordId)} not found");
        var kind = isRecord ? "record" : "hash";
        MetadataCall.RefuseIf(kind != wantedKind, $"input {input.Name} has source type {kind} but spec calls for {wantedKind}");
        MetadataCall.RefuseIf(
            isRecord && !input.RecordId.Equals(wanted.RecordId),
            $"input {input.Name} has source value {IdText.Text(input.RecordId)} but spec calls for {IdText.Text(wanted.RecordId)}");
    }

    private static void CheckOutputs(int count, DefinitionType result)
    {
        MetadataCall.RefuseIf(result == DefinitionType.Record && count != 1, $"invalid output count (expected: 1, got: {count})");
        MetadataCall.RefuseIf(result == DefinitionType.RecordList && count == 0, $"invalid output count (expected > 0, got: {count})");
    }

    private static string Plural(string[] names) => names.Length == 1 ? string.Empty : "s";
}
