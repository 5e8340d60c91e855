using System.Diagnostics;
using System.Text.Json;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>One run of <c>p8e</c>.</summary>
/// <param name="ExitCode">0 ok, 1 failed, 2 wrong usage.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record CommandLine(int ExitCode, string Output, string Errors)
{
    /// <summary>The one JSON value that <c>--json</c> prints.</summary>
    internal JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Output);

    /// <summary>Runs it against a program, as a user would.</summary>
    internal static async Task<CommandLine> RunAsync(Uri api, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [ChildProgram.PathOf("p8e"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["P8E_API"] = api.ToString();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("p8e did not start.");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new CommandLine(process.ExitCode, output, await errors);
    }
}
