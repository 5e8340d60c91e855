using System.Diagnostics;
using P8e.Ports;

namespace P8e.Package.Tests;

/// <summary>What eng/publish.sh makes, once for all tests; P8E_PACKAGE names a folder that has it already. The app is copied elsewhere, so that nothing of the tree is near it.</summary>
public sealed class PublishedPackage : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private DirectoryInfo _copy = null!;

    /// <summary>What was made: app/, app.zip, container/.</summary>
    internal string Output { get; private set; } = null!;

    /// <summary>The copy of app/.</summary>
    internal string App => Path.Combine(_copy.FullName, "app");

    public async ValueTask InitializeAsync()
    {
        Output = Environment.GetEnvironmentVariable("P8E_PACKAGE") ?? await PublishAsync();
        _copy = Directory.CreateTempSubdirectory("p8e-package-");
        using var copy = Process.Start("cp", ["-a", Path.Combine(Output, "app"), App]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
    }

    public ValueTask DisposeAsync()
    {
        _copy.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> PublishAsync()
    {
        var output = Path.Combine(Repository.Root, "artifacts", "package", "out");
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "eng", "publish.sh"), "--output", output]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var publish = Process.Start(start)!;
        using var end = new CancellationTokenSource(Patience, TimeProvider.System);
        var said = await Task.WhenAll(publish.StandardOutput.ReadToEndAsync(end.Token), publish.StandardError.ReadToEndAsync(end.Token));
        await publish.WaitForExitAsync(end.Token);
        Assert.True(publish.ExitCode == 0, string.Join('\n', said));
        return output;
    }
}
