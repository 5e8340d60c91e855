namespace P8e.Execution.Sandbox;

/// <summary>What a sandbox process may use, and how many there are. Ranges are checked when a pool is made.</summary>
public sealed class SandboxOptions
{
    /// <summary>Path of the sandbox's executable, P8e.Execution.Sandbox; the program knows where it lies beside itself.</summary>
    public required string ExecutablePath { get; init; }

    /// <summary>Longest time of one run or description, from sending it to its reply. 10 ms to 5 min.</summary>
    public TimeSpan CallTimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time from starting a process until its package is loaded. 1 s to 5 min.</summary>
    public TimeSpan StartTimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The contract's managed heap, in MiB; the process as a whole may write to <see cref="OverheadMebibytes"/> more. 32 to 4096.</summary>
    public int HeapMebibytes { get; init; } = 256;

    /// <summary>Memory beside the heap, in MiB: runtime, compiled code, stacks. 64 to 4096.</summary>
    public int OverheadMebibytes { get; init; } = 256;

    /// <summary>Processor time of one process over its whole life, in seconds; it is replaced well before by a fresh one. 4 to 3600.</summary>
    public int ProcessorSeconds { get; init; } = 120;

    /// <summary>Calls of one process before a fresh one replaces it. 1 to 1,000,000.</summary>
    public int CallsPerProcess { get; init; } = 10_000;

    /// <summary>Processes at one time, all affiliates together. 1 to 256.</summary>
    public int MaxProcesses { get; init; } = 8;

    /// <summary>A process that nobody used for so long is ended. 1 s to 1 h.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">Names the option, its range and its value.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ExecutablePath);
        Within(nameof(CallTimeLimit), CallTimeLimit, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
        Within(nameof(StartTimeLimit), StartTimeLimit, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Within(nameof(HeapMebibytes), HeapMebibytes, 32, 4096);
        Within(nameof(OverheadMebibytes), OverheadMebibytes, 64, 4096);
        Within(nameof(ProcessorSeconds), ProcessorSeconds, 4, 3600);
        Within(nameof(CallsPerProcess), CallsPerProcess, 1, 1_000_000);
        Within(nameof(MaxProcesses), MaxProcesses, 1, 256);
        Within(nameof(IdleTime), IdleTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    }

    private static void Within<T>(string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentException($"The sandbox's {name} is {value}; it must be {least} to {most}.", name);
        }
    }
}
