using System.Diagnostics;

namespace P8e.Grpc.Tests.Support;

/// <summary>A script of tests/Interop in node; ends with this object, or with the process of the tests.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private readonly Process _process;

    private NodeScript(Process process) => _process = process;

    private static string Folder => Path.Combine(Tree.Root, "tests", "Interop");

    /// <summary>Skips the test, and says what to do, where grpc-js is not installed.</summary>
    public static NodeScript Start(string script, params string[] arguments)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "@grpc", "grpc-js")), "grpc-js is not installed; run tests/Interop/install.sh");
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new NodeScript(Process.Start(start) ?? throw new InvalidOperationException($"node did not start {script}."));
    }

    public async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The script ended without a line; its error is in the output.");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        _process.Dispose();
    }
}
