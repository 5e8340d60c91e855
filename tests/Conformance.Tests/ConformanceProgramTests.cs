namespace P8e.Conformance.Tests;

public sealed class ConformanceProgramTests : IDisposable
{
    private const int Ok = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const int DimeCases = 34;

    private readonly RecordedFile recorded = new();

    public void Dispose() => recorded.Dispose();

    [Fact]
    public async Task RunAsync_RecordedFile_PassesEveryCase()
    {
        var (code, output) = await RunAsync("dime", RecordedFile.DimePath);

        Assert.Equal($"{DimeCases} passed, 0 failed\n", output);
        Assert.Equal(Ok, code);
    }

    [Theory]
    [InlineData("keys", "dev1", "publicKeySpkiDerHex", 1)]
    [InlineData("eciesMainCipher", null, "encryptedDataHex", 1)]
    [InlineData("eciesFixedEphemeral", null, "tagHex", 1)]
    [InlineData("dimes", null, "storedContainerBase64", 1)]
    [InlineData("dimes", null, "signaturePropertyHex", 1)]
    [InlineData("legacyInProtoPayload", null, "dimeProtoBase64", 60)] // Behind it are the audit fields, which nothing protects.
    [InlineData("constructed", null, "storedContainerBase64", 1)]
    public async Task RunAsync_OneByteChanged_ReportsExactlyThatCase(string section, string? name, string property, int fromEnd)
    {
        name ??= FirstName(section);

        var (code, output) = await RunAsync("dime", recorded.CopyWithOneByteChanged(section, name, property, fromEnd));

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"FAILED changed.json {section}/{name}: ", lines[0], StringComparison.Ordinal);
        Assert.Equal($"{DimeCases - 1} passed, 1 failed", lines[1]);
        Assert.Equal(Failed, code);
    }

    [Fact]
    public async Task RunAsync_Folder_RunsItsJsonFilesInOrder()
    {
        _ = recorded.CopyUnchanged("b.json");
        _ = recorded.CopyUnchanged("a.json");
        await File.WriteAllTextAsync(Path.Combine(recorded.Folder, "readme.txt"), "not a case", TestContext.Current.CancellationToken);

        var (code, output) = await RunAsync("dime", recorded.Folder);

        Assert.Equal($"{2 * DimeCases} passed, 0 failed\n", output);
        Assert.Equal(Ok, code);
    }

    [Fact]
    public async Task RunAsync_EmptyFolder_IsWrongUsage()
    {
        var (code, output) = await RunAsync("dime", recorded.Folder);

        Assert.Equal(WrongUsage, code);
        Assert.Contains(recorded.Folder, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("dime")]
    [InlineData("dim", "x.json")]
    [InlineData("DIME", "x.json")]
    [InlineData("dime", "no-such-file.json")]
    [InlineData("dime", "x.json", "more")]
    [InlineData("sdk", "x.json", "--contracts")]
    [InlineData("sdk", "x.json", "--records", "P8e.SampleRecords.dll")]
    public async Task RunAsync_WrongArguments_IsWrongUsage(params string[] arguments)
    {
        var (code, output) = await RunAsync(arguments);

        Assert.Equal(WrongUsage, code);
        Assert.NotEmpty(output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"name\":\"a\",\"privateKeyProtoHex\":\"00\"}]}")]
    public async Task RunAsync_FileWithoutCases_FailsWithoutCrashing(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(recorded.Folder, "odd.json"), content, TestContext.Current.CancellationToken);

        var (code, output) = await RunAsync("dime", recorded.Folder);

        Assert.Equal(Failed, code);
        Assert.Contains("0 passed", output, StringComparison.Ordinal);
    }

    private static string FirstName(string section)
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(RecordedFile.DimePath));
        return document.RootElement.GetProperty(section)[0].GetProperty("name").GetString()!;
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var code = await ConformanceProgram.RunAsync(arguments, output, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
