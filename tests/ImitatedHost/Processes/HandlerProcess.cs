using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace P8e.ImitatedHost.Processes;

/// <summary>A handler's process, started and watched as the host does (functions-host 1.5 to 1.7).</summary>
public sealed class HandlerProcess : IDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(25);

    private readonly Process _process;
    private readonly List<string> _output = [];

    private HandlerProcess(ProcessStartInfo start, int port)
    {
        Address = new Uri($"http://127.0.0.1:{port}");
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>How long the process took to its first answer.</summary>
    public TimeSpan TimeToAnswer { get; private set; }

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>All lines that it wrote, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts a handler and waits until it answers.</summary>
    /// <param name="assembly">Path of its assembly.</param>
    /// <param name="settings">Added to the environment.</param>
    /// <param name="cancellationToken">Breaks the wait off.</param>
    public static async Task<HandlerProcess> StartAsync(string assembly, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var handler = new HandlerProcess(Describe(assembly, settings, port), port);
        var watch = Stopwatch.StartNew();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = handler.Address };
        while (!handler._process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync("/", cancellationToken);
                handler.TimeToAnswer = watch.Elapsed;
                return handler;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
                await Task.Delay(ProbeInterval, TimeProvider.System, cancellationToken);
            }
        }

        return handler;
    }

    /// <summary>A process that is not a handler: without the host's port.</summary>
    public static HandlerProcess Start(string assembly, IReadOnlyDictionary<string, string> settings) => new(Describe(assembly, settings, null), 1);

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>As the host ends a handler: no warning.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end; answers the exit code.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Describe(string assembly, IReadOnlyDictionary<string, string> settings, int? port)
    {
        var start = new ProcessStartInfo("dotnet", [assembly]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        if (port is not null)
        {
            start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        }

        return start;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }
    }
}
