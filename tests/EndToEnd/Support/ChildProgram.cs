using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using P8e.Ports;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>A program of this repository as a process of its own, from the folder of these tests. It ends with this object, or with the process of the tests.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ChildProgram(Process process) => _process = process;

    /// <summary>What it printed so far, errors included.</summary>
    internal string Output => string.Join('\n', _output);

    internal int ProcessId => _process.Id;

    internal int ExitCode => _process.ExitCode;

    internal bool HasExited => _process.HasExited;

    /// <summary>Starts a program.</summary>
    /// <param name="assembly">Its assembly, for example <c>devchain</c>.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Added to the environment of the tests.</param>
    internal static ChildProgram Start(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [PathOf(assembly), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{assembly} did not start.");
        var program = new ChildProgram(process);
        process.OutputDataReceived += (_, line) => program.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => program.Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits for the JSON object that the program writes into a file when it listens.</summary>
    internal async Task<Dictionary<string, JsonElement>> ReadyAsync(string portFile, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Patience);
        var exited = _process.WaitForExitAsync(end.Token);
        while (!File.Exists(portFile))
        {
            if (exited.IsCompleted)
            {
                throw new InvalidOperationException($"The program did not start:\n{Output}");
            }

            await Task.WhenAny(exited, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, end.Token));
        }

        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await File.ReadAllBytesAsync(portFile, end.Token))!;
    }

    /// <summary>SIGKILL, as a crash or the Functions host would.</summary>
    internal async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    internal Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);

    /// <summary>Lets go of its standard input, as a dying parent does.</summary>
    internal void Abandon() => _process.StandardInput.Close();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>Beside these tests; but the product's program where it was built, because its sandbox lies beside it there.</summary>
    internal static string PathOf(string assembly)
    {
        var folder = assembly == "P8e.Functions"
            ? Path.Combine(Repository.Root, "artifacts", "bin", "Functions", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))
            : AppContext.BaseDirectory;
        return Path.Combine(folder, assembly + ".dll");
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
