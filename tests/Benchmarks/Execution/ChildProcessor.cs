using P8e.Benchmarks.Measuring;

namespace P8e.Benchmarks.Execution;

/// <summary>Processor time of this process and of its living sandboxes.</summary>
internal static class ChildProcessor
{
    // As the kernel cuts a program's name.
    private const string Sandbox = "P8e.Execution.S";

    /// <summary>This process's own, in ms.</summary>
    internal static double OwnMilliseconds => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    /// <summary>The sandboxes', in ms.</summary>
    internal static double SandboxMilliseconds => ChildUsage.Milliseconds(Sandbox);
}
