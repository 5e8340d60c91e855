using P8e.Protocol.Identifiers;

namespace P8e.Execution.Ports;

/// <summary>One call of a contract function, as plain data.</summary>
public sealed record ContractCall
{
    /// <summary>Hash of the contract package.</summary>
    public required ObjectHash ContractPackage { get; init; }

    /// <summary>Hash of the package with the record classes that the function uses.</summary>
    public required ObjectHash RecordPackage { get; init; }

    /// <summary>Wire name of the contract class.</summary>
    public required string ClassName { get; init; }

    /// <summary>Wire name of the function.</summary>
    public required string Function { get; init; }

    /// <summary>Records of the scope: for the constructor, for <c>[Record]</c> parameters, and what <c>[SkipIfRecordExists]</c> looks at.</summary>
    public required IReadOnlyList<ContractValue> Records { get; init; }

    /// <summary>Proposed values, for <c>[Input]</c> parameters; each has the class that the specification asks for.</summary>
    public required IReadOnlyList<ContractValue> Inputs { get; init; }

    /// <summary>What the contract sees as the current time, UTC.</summary>
    public required DateTimeOffset Now { get; init; }
}
