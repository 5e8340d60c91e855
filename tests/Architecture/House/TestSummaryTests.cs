using System.Diagnostics;
using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

/// <summary>eng/test-summary.sh over recorded outputs of xunit programs (TestRuns/): a run that went wrong is never summed up as green.</summary>
public sealed class TestSummaryTests
{
    [Theory]
    [InlineData("A 0 passed.txt", 0, "3 passed, 0 failed")]
    [InlineData("A 0 passed.txt B 0 passed.txt", 0, "6 passed, 0 failed")]
    [InlineData("A 1 failed-and-skipped.txt", 1, "4 passed, 1 failed, 2 skipped")]
    [InlineData("A 1 cleanup-error.txt", 1, "2 passed, 2 failed")]
    [InlineData("A 0 passed.txt B 134 crashed.txt", 1, "3 passed, 1 failed")]
    [InlineData("A 0 crashed.txt", 1, "0 passed, 1 failed")]
    [InlineData("A 3 passed.txt", 1, "3 passed, 1 failed")]
    [InlineData("A 0 empty.txt", 1, "0 passed, 0 failed")]
    [InlineData("A 0 empty.txt B 0 passed.txt", 0, "3 passed, 0 failed")]
    [InlineData("check 0 - A 0 passed.txt", 0, "4 passed, 0 failed")]
    [InlineData("check 2 - A 0 passed.txt", 1, "3 passed, 1 failed")]
    [InlineData("", 1, "0 passed, 0 failed")]
    [InlineData("A 0", 2, "")]
    public async Task Summary_OfRecordedRuns_CountsEveryFailure(string runs, int exitCode, string lastLine)
    {
        var (code, lines) = await SumUpAsync(runs);

        Assert.Equal(lastLine, lines[^1]);
        Assert.Equal(exitCode, code);
    }

    [Fact]
    public async Task Summary_OfACrashedProgram_NamesIt()
    {
        var (_, lines) = await SumUpAsync("Good 0 passed.txt Broken 134 crashed.txt");

        Assert.Equal("FAILED Broken: no summary; the test program broke off with code 134", lines[0]);
    }

    private static async Task<(int Code, string[] Lines)> SumUpAsync(string runs)
    {
        var arguments = runs.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.EndsWith(".txt", StringComparison.Ordinal) ? $"tests/Architecture/TestRuns/{word}" : word);
        var start = new ProcessStartInfo("bash", ["eng/test-summary.sh", .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.TrimEnd('\n').Split('\n'));
    }
}
