using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace P8e.Execution.Sandbox;

/// <summary>
/// How the sandbox is started: through a shell that sets the kernel's limits and then becomes the sandbox; with an environment that holds
/// nothing of ours; with three descriptors: the two pipes and /dev/null as standard error.
/// </summary>
internal static class SandboxStart
{
    // No dumps, no files; descriptors for all assemblies of the framework, of which each takes two; processor seconds ($1), KiB of writable memory ($2); a limit that cannot be set ends the shell.
    private const string Script =
        "set -e; ulimit -c 0; ulimit -f 0; ulimit -n 512; ulimit -t \"$1\"; ulimit -d \"$2\"; shift 2; exec \"$@\" 2>/dev/null";

    public static ProcessStartInfo Of(SandboxOptions options)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
            UseShellExecute = false,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.ArgumentList.Add("sandbox");
        start.ArgumentList.Add(options.ProcessorSeconds.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(((options.HeapMebibytes + options.OverheadMebibytes) * 1024L).ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(options.ExecutablePath);

        start.Environment.Clear();
        foreach (var (name, value) in Settings(options))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static IEnumerable<(string Name, string Value)> Settings(SandboxOptions options)
    {
        yield return ("DOTNET_GCHeapHardLimit", (options.HeapMebibytes * 1024L * 1024L).ToString("x", CultureInfo.InvariantCulture));
        // No debugger, profiler or diagnostics socket.
        yield return ("DOTNET_EnableDiagnostics", "0");
        // Mapping code twice needs a memory file, which the limit on files forbids.
        yield return ("DOTNET_EnableWriteXorExecute", "0");
        yield return ("TZ", "UTC");
        if (RuntimeRoot() is { } root)
        {
            yield return ("DOTNET_ROOT", root);
        }
    }

    // The sandbox runs on the runtime that this program runs on, wherever it is installed: root/shared/Microsoft.NETCore.App/version/.
    private static string? RuntimeRoot()
    {
        var shared = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent?.Parent;
        return shared?.Name == "shared" ? shared.Parent?.FullName : null;
    }
}
