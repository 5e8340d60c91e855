using System.ComponentModel;
using System.Diagnostics;

namespace P8e.Azurite;

/// <summary>
/// Microsoft's storage emulator as a child process on free loopback ports. It ends with this process, however this process ends. In memory,
/// or on a folder that survives <see cref="StopAsync"/> (and, but for the last 5 seconds of table writes, <see cref="Kill"/>).
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    /// <summary>The emulator's published key; it protects nothing.</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string? _folder;
    private readonly (string Certificate, string Key)? _tls;
    private Process? _process;

    private AzuriteServer(string? folder, (string Certificate, string Key)? tls) => (_folder, _tls) = (folder, tls);

    /// <summary>Port of the blob service; kept over restarts.</summary>
    public int BlobPort { get; private set; }

    /// <summary>Port of the table service; kept over restarts.</summary>
    public int TablePort { get; private set; }

    /// <summary>Address of the blob service.</summary>
    public Uri BlobEndpoint => new($"{Scheme}://127.0.0.1:{BlobPort}/{Account}");

    /// <summary>Address of the table service.</summary>
    public Uri TableEndpoint => new($"{Scheme}://127.0.0.1:{TablePort}/{Account}");

    /// <summary>For the clients.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol={Scheme};AccountName={Account};AccountKey={Key};BlobEndpoint={BlobEndpoint};TableEndpoint={TableEndpoint}";

    /// <summary>Starts Azurite and waits until it listens.</summary>
    /// <param name="folder">Where it keeps its data; null for in memory.</param>
    /// <param name="cancellationToken">Gives up and ends it.</param>
    /// <exception cref="InvalidOperationException">It is not installed or does not start; the message says what to do.</exception>
    public static async Task<AzuriteServer> StartAsync(string? folder = null, CancellationToken cancellationToken = default)
    {
        var server = new AzuriteServer(folder, null);
        await server.LaunchAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts one in memory that listens over TLS and takes tokens of an identity beside its key. It looks at form, issuer, audience and times of a token, not at its signature.</summary>
    /// <param name="certificateFile">PEM.</param>
    /// <param name="keyFile">PEM.</param>
    /// <param name="cancellationToken">Gives up and ends it.</param>
    /// <exception cref="InvalidOperationException">It is not installed or does not start; the message says what to do.</exception>
    public static async Task<AzuriteServer> StartWithTokensAsync(string certificateFile, string keyFile, CancellationToken cancellationToken = default)
    {
        var server = new AzuriteServer(null, (certificateFile, keyFile));
        await server.LaunchAsync(cancellationToken);
        return server;
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public void Kill()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            Forget();
        }
    }

    /// <summary>Ends it in order: everything is on its folder afterwards.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_process is { } process)
        {
            await process.StandardInput.WriteLineAsync("stop".AsMemory(), cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            Forget();
        }
    }

    /// <summary>Lets go of it as a dying starter would, and waits until it is gone.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task AbandonAsync(CancellationToken cancellationToken = default)
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            Forget();
        }
    }

    /// <summary>Starts it again after it ended in one of these ways, on the same ports and folder.</summary>
    /// <param name="cancellationToken">Gives up and ends it.</param>
    public Task RestartAsync(CancellationToken cancellationToken = default) =>
        _process is null ? LaunchAsync(cancellationToken) : throw new InvalidOperationException("Restarting Azurite: it runs. End it first.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    private string Scheme => _tls is null ? "http" : "https";

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var process = new Process { StartInfo = Arguments(AzuriteInstallation.Find()) };
        var ports = new AzuriteStartup(process);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw new InvalidOperationException("Starting Azurite: node is not on the path. Install Node.js 20 or newer.", e);
        }

        _process = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            (BlobPort, TablePort) = await ports.WaitAsync(Patience, cancellationToken);
        }
        catch
        {
            Kill();
            throw;
        }
    }

    private ProcessStartInfo Arguments(AzuriteInstallation installation)
    {
        // API versions newer than the emulator's are let through; unknown headers and parameters are not (no --loose).
        string[] place = _folder is null ? ["--inMemoryPersistence"] : ["--location", _folder];
        string[] ports = ["--blobPort", $"{BlobPort}", "--tablePort", $"{TablePort}", "--queuePort", "0"];
        string[] tls = _tls is { } files ? ["--oauth", "basic", "--cert", files.Certificate, "--key", files.Key] : [];
        var arguments = (string[])["--require", installation.Preload, installation.Program, "--skipApiVersionCheck", "--disableTelemetry", "--silent", .. ports, .. place, .. tls];
        return new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // It leaves small files in its working folder even when it keeps its data in memory.
            WorkingDirectory = _folder ?? Path.GetTempPath(),
        };
    }

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
    }
}
