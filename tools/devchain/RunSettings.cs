using P8e.Devchain.Surfaces;

namespace P8e.Devchain;

/// <summary>What the command line says.</summary>
internal sealed record RunSettings
{
    internal required FileInfo Genesis { get; init; }

    /// <summary>Keeps the chain; null forgets it at the end.</summary>
    internal DirectoryInfo? Data { get; init; }

    /// <summary>Time from block to block; zero makes a block whenever a transaction waits.</summary>
    internal TimeSpan Interval { get; init; }

    internal HostPorts Ports { get; init; }

    internal bool LenientContracts { get; init; }

    /// <summary>Gets the addresses as JSON.</summary>
    internal FileInfo? PortFile { get; init; }

    /// <summary>Whether the end of standard input ends the program.</summary>
    internal bool WithParent { get; init; }

    /// <summary>What time it is at the start; null for now.</summary>
    internal DateTimeOffset? ClockStart { get; init; }
}
