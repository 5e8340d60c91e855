using System.Diagnostics;

namespace P8e.Cli.Tests.Support;

/// <summary>The command as people start it: a process with arguments, two outputs and an exit code.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    internal static async Task<Command> RunAsync(Uri? api, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["P8E_API"] = api?.ToString();
        using var process = Process.Start(start)!;
        var token = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new Command(process.ExitCode, await output, await error);
    }
}
