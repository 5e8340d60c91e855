using System.Diagnostics;
using System.Text.RegularExpressions;
using P8e.EndToEnd.Tests.Support;
using P8e.Ports;

namespace P8e.EndToEnd.Tests;

/// <summary>Every block that docs/ marks as <c>bash</c> runs as it stands: against a program with a chain, where the commands find it as the page says.</summary>
public sealed partial class DocumentedCommandTests(LoanWorld world) : IClassFixture<LoanWorld>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static TheoryData<string> Pages { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Where(page => Block().IsMatch(File.ReadAllText(page))).Select(page => Path.GetFileName(page)!)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Blocks_OfAPage_Run(string page)
    {
        await using var program = await world.StartAsync($"docs{page.Split('.')[0]}", Token);
        var script = string.Join('\n', Block().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", page), Token)).Select(match => match.Groups["text"].Value));

        var (code, output) = await RunAsync($"set -euxo pipefail\n{script}", program);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Blocks_ThatAreWrong_Fail()
    {
        await using var program = await world.StartAsync("docswrong", Token);

        var (code, output) = await RunAsync("set -euo pipefail\np8e scope shoe\necho not reached", program);

        Assert.NotEqual(0, code);
        Assert.DoesNotContain("not reached", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_OfDocs_HaveBlocks() => Assert.NotEmpty(Pages);

    private async Task<(int Code, string Output)> RunAsync(string script, RunningProgram program)
    {
        var folder = Directory.CreateTempSubdirectory("p8e-docs-");
        var commands = folder.CreateSubdirectory("bin").FullName;
        var command = Path.Combine(commands, "p8e");
        await File.WriteAllTextAsync(command, $"#!/bin/sh\nexec dotnet '{ChildProgram.PathOf("p8e")}' \"$@\"\n", Token);
#pragma warning disable CA1416 // The scripts of this repository are for Linux.
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        var start = new ProcessStartInfo("bash", ["-c", script + "\n"]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PATH"] = $"{commands}:{start.Environment["PATH"]}";
        start.Environment["P8E_API"] = program.Address.ToString();
        start.Environment["P8E_STORAGE"] = world.World.Storage.ConnectionString;
        using var bash = Process.Start(start)!;
        bash.StandardInput.Close();
        var output = await Task.WhenAll(bash.StandardOutput.ReadToEndAsync(Token), bash.StandardError.ReadToEndAsync(Token)).WaitAsync(Patience, Token);
        await bash.WaitForExitAsync(Token);
        folder.Delete(recursive: true);
        return (bash.ExitCode, string.Join('\n', output));
    }

    [GeneratedRegex(@"^ *```bash\n(?<text>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
