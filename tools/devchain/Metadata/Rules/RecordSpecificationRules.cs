using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Rules;

/// <summary>Rules of a record specification by itself (provenance-chain 3.3).</summary>
internal static class RecordSpecificationRules
{
    private const int LongestName = 200;
    private const int LongestTypeName = 1000;

    /// <summary>Null, or the node's words.</summary>
    internal static string? Fault(RecordSpecification specification) =>
        SpecificationRules.IdFault(specification.SpecificationId, MetadataKind.RecordSpecification, "record specification", "recspec")
        ?? LengthFault(specification.Name, LongestName, "record specification name")
        ?? NameFault(specification)
        ?? specification.Inputs.FirstFault((input, i) => InputFault(input).After($"invalid input specification at index {i}: "))
        ?? LengthFault(specification.TypeName, LongestTypeName, "record specification type name")
        ?? (specification.ResponsibleParties.Count == 0 ? "invalid responsible parties count (expected > 0 got: 0)" : null)
        ?? (specification.ResultType == DefinitionType.Unspecified ? "record specification result type cannot be unspecified" : null);

    private static string? NameFault(RecordSpecification specification)
    {
        var expected = RecordIds.Specification(specification.SpecificationId, specification.Name);
        return expected.Equals(specification.SpecificationId)
            ? null
            : $"invalid record specification id value (expected: {IdText.Text(expected)}, got {IdText.Text(specification.SpecificationId)})";
    }

    private static string? InputFault(InputSpecification input) =>
        LengthFault(input.Name, LongestName, "input specification name")
        ?? LengthFault(input.TypeName, LongestTypeName, "input specification type name")
        ?? input.SourceCase switch
        {
            InputSpecification.SourceOneofCase.RecordId => RecordIdFault(input),
            InputSpecification.SourceOneofCase.Hash => input.Hash.Length == 0 ? "input specification source hash cannot be empty" : null,
            _ => "input specification source is required",
        };

    private static string? RecordIdFault(InputSpecification input) =>
        IdText.Fault(input.RecordId) is { } fault ? $"invalid input specification source record id: {fault}"
        : IdText.Is(input.RecordId, MetadataKind.Record) ? null
        : $"invalid input specification source record id prefix (expected: record, got: {IdText.Prefix(input.RecordId)})";

    private static string? LengthFault(string text, int longest, string what) =>
        text.Length == 0 ? $"{what} cannot be empty" : DescriptionRules.TooLong(text, longest).After($"{what} ");
}
