using P8e.Conformance;
using P8e.Ports;

namespace P8e.LoanContracts.Tests;

/// <summary>The recorded runs of the JVM's contract, through the conformance program; the counts notice a case that no longer is one.</summary>
public sealed class RecordedRunsTests
{
    private const int Specifications = 2;
    private const int Runs = 92;
    private const int RefusedBeforeARun = 3;

    private static readonly string Recorded = Repository.Vector("loan/loan-contracts.json");

    [Fact]
    public async Task Conformance_RecordedRuns_AreOurs() => Assert.EndsWith(
        $"{Specifications + Runs} passed, 0 failed, {RefusedBeforeARun} not comparable\n", await RunAsync(Recorded), StringComparison.Ordinal);

    [Theory]
    [InlineData("Loan is missing originator name", "Loan has no originator name", "FAILED changed.json loan-005: text: ")]
    [InlineData("JHzBjWzpbOvEJCaQvYzTcuB6D6fK3fc7I2HT0rY/8q4=", "KHzBjWzpbOvEJCaQvYzTcuB6D6fK3fc7I2HT0rY/8q4=", "FAILED changed.json rl-001: hash: ")]
    [InlineData("\"skipped\":[\"recordENote\",", "\"skipped\":[", "FAILED changed.json rlx-001: skipped: ")]
    [InlineData("\"description\":\"An extensible loan scope\"", "\"description\":\"A scope\"", "FAILED changed.json specification/scope: description: ")]
    public async Task Conformance_RecordingChanged_ReportsIt(string recorded, string changed, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("p8e-loan-").FullName;
        try
        {
            var file = Path.Combine(folder, "changed.json");
            var text = await File.ReadAllTextAsync(Recorded, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(file, text.Replace(recorded, changed, StringComparison.Ordinal), TestContext.Current.CancellationToken);

            Assert.Contains(expected, await RunAsync(file), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string path)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        _ = await ConformanceProgram.RunAsync(["loan", path], output, TestContext.Current.CancellationToken);
        return output.ToString();
    }
}
