using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace P8e.Package.Tests;

/// <summary>An executable of the package as a process whose environment holds nothing but what is given: no path, no .NET.</summary>
internal sealed class PackagedProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private PackagedProgram(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
    }

    internal Uri Address { get; }

    internal HttpClient Http { get; }

    internal string Output => string.Join('\n', _output);

    /// <summary>The files that are mapped into it.</summary>
    internal IEnumerable<string> MappedFiles =>
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/maps")).Select(line => line[(line.IndexOf('/', StringComparison.Ordinal) + 1)..]).Distinct();

    /// <summary>Starts it and waits until it answers on a port of its own.</summary>
    /// <param name="path">The executable.</param>
    /// <param name="settings">Makes the environment from the port.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<PackagedProgram> StartAsync(string path, Func<int, Dictionary<string, string>> settings, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        start.Environment["PATH"] = "";
        foreach (var (name, value) in settings(port))
        {
            start.Environment[name] = value;
        }

        var program = new PackagedProgram(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        program._process.OutputDataReceived += (_, line) => program._output.Enqueue(line.Data ?? "");
        program._process.ErrorDataReceived += (_, line) => program._output.Enqueue(line.Data ?? "");
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        await program.AnswersAsync(cancellationToken);
        return program;
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync("/", cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                Assert.False(_process.HasExited, $"It ended:\n{Output}");
                Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"It does not answer:\n{Output}");
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
