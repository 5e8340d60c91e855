using P8e.Conformance;
using P8e.Execution.Tests.Support;

namespace P8e.Execution.Tests;

/// <summary>The recorded cases of tests/Vectors/sdk through the conformance program; the counts notice a case that no longer is one.</summary>
public sealed class RecordedCasesTests
{
    [Theory]
    [InlineData("envelopes.json", 80, 9)]
    [InlineData("failures.json", 26, 10)]
    [InlineData("chain-messages.json", 28, 0)]
    public async Task Conformance_RecordedFile_PassesEveryComparableCase(string file, int passed, int notComparable)
    {
        var output = await RunAsync("sdk", Path.Combine(SdkVectors.Folder, file));

        Assert.DoesNotContain("FAILED", output, StringComparison.Ordinal);
        Assert.EndsWith($"{passed} passed, 0 failed{(notComparable > 0 ? $", {notComparable} not comparable" : string.Empty)}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conformance_NamedCases_RunsThoseAlone()
    {
        var output = await RunAsync("sdk", SdkVectors.Folder, "--cases", "E60,E01");

        Assert.Equal("8 passed, 0 failed\n", output);
    }

    [Theory]
    [InlineData("CgNBcnQSCFZhbmRlbGF5", "CgNCcnQSCFZhbmRlbGF5", "FAILED envelopes.json E60/packaged: packaged envelope: ")]
    [InlineData("VOsPKIWwtRAaJAgsdruylyWSDVMVxjnYc0nhUyyM61k=", "WOsPKIWwtRAaJAgsdruylyWSDVMVxjnYc0nhUyyM61k=", "FAILED envelopes.json E60/executed: stored outputs: ")]
    public async Task Conformance_RecordingChanged_ReportsIt(string recorded, string changed, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("p8e-execution-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(SdkVectors.Folder))
            {
                var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
                await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(file)), text.Replace(recorded, changed, StringComparison.Ordinal), TestContext.Current.CancellationToken);
            }

            Assert.Contains(expected, await RunAsync("sdk", folder, "--cases", "E60"), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        _ = await ConformanceProgram.RunAsync(arguments, output, TestContext.Current.CancellationToken);
        return output.ToString();
    }
}
