using P8e.Protocol.Identifiers;

namespace P8e.Execution.Ports;

/// <summary>One run of a contract, as plain data.</summary>
public sealed record ContractRun
{
    /// <summary>Hash of the contract package.</summary>
    public required ObjectHash ContractPackage { get; init; }

    /// <summary>Hash of the package with the record classes.</summary>
    public required ObjectHash RecordPackage { get; init; }

    /// <summary>Wire name of the contract class.</summary>
    public required string ClassName { get; init; }

    /// <summary>Records of the scope: for the constructor, for <c>[Record]</c> parameters, and what <c>[SkipIfRecordExists]</c> looks at.</summary>
    public required IReadOnlyList<ContractValue> Records { get; init; }

    /// <summary>The functions to call, in this order; at least one.</summary>
    public required IReadOnlyList<ContractCall> Calls { get; init; }

    /// <summary>What the contract sees as the current time, UTC.</summary>
    public required DateTimeOffset Now { get; init; }
}
