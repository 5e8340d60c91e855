namespace P8e.Execution.Wire;

/// <summary>Bounds of everything that crosses the pipe; both ends refuse more before they allocate for it.</summary>
public static class WireLimits
{
    /// <summary>Bytes of one message: two assemblies, or the inputs or results of one run.</summary>
    public const int MessageBytes = 64 * 1024 * 1024;

    /// <summary>Items of one list: contracts of a package, functions of a contract, inputs of a run.</summary>
    public const int Items = 4096;

    /// <summary>UTF-8 bytes of one text: a name, or the account of a failure.</summary>
    public const int TextBytes = 64 * 1024;
}
