using System.Diagnostics;
using System.Text.Json;
using P8e.Ports;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>Runs <c>tests/Interop/chain.cjs</c> in node and reads the line of JSON that it prints.</summary>
internal static class CosmJs
{
    private static string Folder => Path.Combine(Repository.Root, "tests", "Interop");

    /// <summary>Skips the test, and says what to do, where CosmJS is not installed.</summary>
    internal static async Task<JsonElement> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "@cosmjs", "stargate")), "CosmJS is not installed; run tests/Interop/install.sh");
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, "chain.cjs"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }
}
