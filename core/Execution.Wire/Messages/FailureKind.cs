namespace P8e.Execution.Wire.Messages;

/// <summary>Why a request as a whole failed.</summary>
public enum FailureKind
{
    /// <summary>Never sent.</summary>
    None = 0,

    /// <summary>The files are no assemblies, or reference what a contract may not.</summary>
    PackageInvalid = 1,

    /// <summary>A contract breaks a rule of the authoring model (p8e-sdk 2).</summary>
    ContractInvalid = 2,

    /// <summary>The package has no such contract, or the contract no such function.</summary>
    NotFound = 3,

    /// <summary>Bytes of a record do not parse as their type.</summary>
    ValueInvalid = 4,

    /// <summary>The contract cannot be constructed: a record of the scope is missing or does not fit its parameter (p8e-sdk 5.2).</summary>
    ConstructionFailed = 5,

    /// <summary>A function returned null (p8e-sdk 5.3).</summary>
    NoResult = 6,

    /// <summary>Memory ran out; the sandbox ends after this reply.</summary>
    MemoryExhausted = 7,

    /// <summary>The results do not fit into one message.</summary>
    ResultTooLarge = 8,
}
