using System.Diagnostics;
using System.Globalization;
using P8e.StoreServer;

namespace P8e.Benchmarks.Store;

/// <summary>A server of <c>tests/StoreServer</c> as a process of its own; it ends with this one.</summary>
internal sealed class StoreProcess : IAsyncDisposable
{
    private const string Greeting = "listening ";

    private readonly Process _process;

    private StoreProcess(Process process, int port) => (_process, Address) = (process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")));

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; }

    /// <summary>Starts one.</summary>
    /// <param name="adapter">The server's arguments.</param>
    internal static async Task<StoreProcess> StartAsync(params string[] adapter)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "P8e.StoreServer"), adapter) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The store's server did not start.");
        var greeting = await process.StandardOutput.ReadLineAsync();
        return greeting?.StartsWith(Greeting, StringComparison.Ordinal) == true
            ? new StoreProcess(process, int.Parse(greeting[Greeting.Length..], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("The store's server did not say where it listens.");
    }

    /// <summary>What it has used so far.</summary>
    internal Task<ProcessUsage> UsageAsync() => AskAsync("usage");

    /// <summary>The same after it gave back what memory it could; its peak counts from here.</summary>
    internal Task<ProcessUsage> CollectAsync() => AskAsync("collect");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<ProcessUsage> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        await _process.StandardInput.FlushAsync();
        return ProcessUsage.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The store's server has ended."));
    }
}
