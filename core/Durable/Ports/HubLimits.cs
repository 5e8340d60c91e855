namespace P8e.Durable.Ports;

/// <summary>What the hub never exceeds, so that adapters can rely on it. An entity-group transaction has at most 100 rows and 4 MiB, a property 64 KiB.</summary>
public static class HubLimits
{
    /// <summary>State of one instance, in bytes.</summary>
    public const int StateBytesMax = 256 * 1024;

    /// <summary>One history row, in bytes.</summary>
    public const int HistoryRowBytesMax = 512 * 1024;

    /// <summary>One message, in bytes: one property.</summary>
    public const int MessageBytesMax = 64 * 1024;

    /// <summary>Rows of one commit: the state, history rows and consumed messages together.</summary>
    public const int CommitRowsMax = 100;

    /// <summary>Bytes of one commit: in base64, with a hundred rows' keys and headers, they fit the 4 MiB of a transaction.</summary>
    public const int CommitBytesMax = 2_950_000;

    /// <summary>Characters of an instance id (functions-host 5.2).</summary>
    public const int InstanceIdCharsMax = 256;
}
