namespace P8e.Execution;

/// <summary>How much of somebody else's data is taken in. Far above what the recorded contracts need.</summary>
public static class ExecutionLimits
{
    /// <summary>Longest contract specification, in bytes.</summary>
    public const int SpecificationBytesMax = 1 << 20;

    /// <summary>Longest envelope, in bytes.</summary>
    public const int EnvelopeBytesMax = 2 << 20;

    /// <summary>Longest assembly of a contract package, in bytes.</summary>
    public const int PackageBytesMax = 16 << 20;

    /// <summary>Longest descriptor set of a contract package, in bytes.</summary>
    public const int DescriptorsBytesMax = 4 << 20;

    /// <summary>Most contracts, and most scope specifications, of one package.</summary>
    public const int ContractsMax = 200;

    /// <summary>Longest record message, proposed, stored or returned, in bytes.</summary>
    public const int RecordBytesMax = 16 << 20;

    /// <summary>Most bytes of record messages in one run.</summary>
    public const int RunBytesMax = 64 << 20;

    /// <summary>Most different values that an envelope names.</summary>
    public const int ValuesMax = 4_000;

    /// <summary>Most functions of a contract.</summary>
    public const int FunctionsMax = 1_000;

    /// <summary>Most parties of a contract, and most readers beside them.</summary>
    public const int PartiesMax = 100;

    /// <summary>Longest name of a record, function or class, in characters.</summary>
    public const int NameCharactersMax = 500;

    /// <summary>Longest assembly of a package, in bytes; contracts and records together fit into one message to the sandbox.</summary>
    public const int AssemblyBytesMax = 16 << 20;

    /// <summary>Longest failure text of a contract that is kept, in characters.</summary>
    public const int FailureCharactersMax = 16_384;
}
