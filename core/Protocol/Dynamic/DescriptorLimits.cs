namespace P8e.Protocol.Dynamic;

/// <summary>How large a descriptor set may be. Sets come out of contract packages, so they are foreign input.</summary>
public sealed record DescriptorLimits
{
    /// <summary>The limits used when a caller names none.</summary>
    public static DescriptorLimits Default { get; } = new();

    /// <summary>Bytes of the serialized set; default 4 MiB, 1 to 64 MiB. The public loan contracts need 64 KB.</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Files, filled-in google/protobuf files included; default 1,000, 1 to 10,000.</summary>
    public int MaxFiles { get; init; } = 1_000;

    /// <summary>Longest chain of imports that is followed; default 64, 1 to 500.</summary>
    public int MaxImportDepth { get; init; } = 64;
}
