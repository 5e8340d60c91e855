namespace P8e.Protocol.Dynamic;

/// <summary>How large a message may be, in either form.</summary>
public sealed record DynamicLimits
{
    /// <summary>The limits used when a caller names none.</summary>
    public static DynamicLimits Default { get; } = new();

    /// <summary>Nested messages below the outermost one, map entries and the content of an Any included. Fixed: it is protobuf-java's own limit.</summary>
    public const int MaxDepth = 100;

    /// <summary>Bytes of a JSON text, read or made; default 32 MiB, 1 to 512 MiB.</summary>
    public int MaxJsonBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Bytes of a serialized message, read or made; default 16 MiB, 1 to 512 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Field occurrences of all messages that are open at the same time while bytes are read; default 1,000,000, 1 to 16,000,000.
    /// Each costs 20 bytes of pooled memory. A packed list is one occurrence. Also the most elements that one list or map of a JSON text may have.
    /// </summary>
    public int MaxOpenFields { get; init; } = 1_000_000;
}
