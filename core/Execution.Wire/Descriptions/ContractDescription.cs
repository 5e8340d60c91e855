namespace P8e.Execution.Wire.Descriptions;

/// <summary>A contract class.</summary>
/// <param name="ClassName">The JVM binary name.</param>
/// <param name="Parties">Numbers of the party types, as declared.</param>
/// <param name="ScopeSpecifications">Names of the scope specifications under which it may run; at least one.</param>
/// <param name="Records">Parameters of the constructor, in order.</param>
/// <param name="Functions">Declared before inherited, each ordinal by name (p8e-sdk 2.5).</param>
public sealed record ContractDescription(
    string ClassName,
    IReadOnlyList<int> Parties,
    IReadOnlyList<string> ScopeSpecifications,
    IReadOnlyList<RecordDescription> Records,
    IReadOnlyList<FunctionDescription> Functions);
