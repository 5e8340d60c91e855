using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace P8e.Benchmarks.Start;

/// <summary>A web program as a process, from its start to its first answer.</summary>
internal sealed class StartedProgram : IDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(1) }) { Timeout = TimeSpan.FromSeconds(30) };

    private readonly Process _process;

    private StartedProgram(Process process) => _process = process;

    /// <summary>Resident memory now, in MiB.</summary>
    internal double ResidentMebibytes
    {
        get
        {
            const string Label = "VmRSS:";
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(Label, StringComparison.Ordinal));
            return double.Parse(line[Label.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and returns when <c>GET /</c> has answered 200.</summary>
    internal static async Task<StartedProgram> StartAsync(string path, string[] arguments, Uri address, IReadOnlyDictionary<string, string> environment)
    {
        // Its own folder: a framework that watches the working directory for settings must not pay for ours.
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(path)! };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var started = new StartedProgram(Process.Start(start) ?? throw new InvalidOperationException($"{path} did not start."));
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(address);
                answer.EnsureSuccessStatusCode();
                return started;
            }
            catch (HttpRequestException) when (!started._process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
