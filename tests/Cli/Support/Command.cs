using System.Diagnostics;

namespace P8e.Cli.Tests.Support;

/// <summary>The command as people start it: a process with arguments, two outputs and an exit code.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    internal static Task<Command> RunAsync(Uri? api, params string[] arguments) => RunWithAsync([("P8E_API", api?.ToString())], arguments);

    /// <summary>With variables of its environment.</summary>
    internal static async Task<Command> RunWithAsync((string Name, string? Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var token = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new Command(process.ExitCode, await output, await error);
    }
}
