namespace P8e.Protocol.Tests.Wire;

/// <summary>The shape of field-tables.json: fields as "number name: type", enum values as name and number.</summary>
internal sealed record FieldTables(
    IReadOnlyList<string> Extensions,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Enums,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Messages);
