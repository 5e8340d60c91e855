namespace P8e.Cryptography.Dime;

/// <summary>Bounds on what a container from outside may claim.</summary>
public sealed class DimeLimits
{
    /// <summary>The limits of a store that keeps headers in table rows.</summary>
    public static DimeLimits Default { get; } = new();

    /// <summary>Most entries that the JSON metadata may have. Known writers use at most a handful.</summary>
    public const int MetadataEntriesMax = 1024;

    /// <summary>
    /// Most fields that the protobuf may have at its top level: every reader is one. More than the default header holds in readers, and few
    /// enough that a flood of empty ones costs less than its own length in time.
    /// </summary>
    public const int ProtobufFieldsMax = 4096;

    /// <summary>
    /// Largest header (everything before the payload), in bytes. Default 524,288, which holds about 1,350 readers. Range 1,024 to 16,777,216.
    /// </summary>
    public int HeaderBytesMax
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1024);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 16 * 1024 * 1024);
            field = value;
        }
    } = 512 * 1024;
}
