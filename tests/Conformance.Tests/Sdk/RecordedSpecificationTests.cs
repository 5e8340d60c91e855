namespace P8e.Conformance.Tests.Sdk;

/// <summary>Recorded specifications against the sample package, through the program and in a real sandbox.</summary>
public sealed class RecordedSpecificationTests : IDisposable
{
    private const int Recorded = 57;

    private static readonly string Specifications = RecordedFile.FindVectors("execution/contract-specs.json");
    private static readonly string Contracts = Path.Combine(AppContext.BaseDirectory, "P8e.SampleContracts.dll");
    private static readonly string Records = Path.Combine(AppContext.BaseDirectory, "P8e.SampleRecords.dll");

    private readonly string folder = Directory.CreateTempSubdirectory("p8e-conformance-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task RunAsync_ContractsOfTheRecording_PassesEverySpecification() =>
        Assert.Equal($"{Recorded} passed, 0 failed\n", await RunAsync(Specifications, "--contracts", Contracts));

    [Fact]
    public async Task RunAsync_NamedCase_ComparesItAlone() =>
        Assert.Equal("2 passed, 0 failed\n", await RunAsync(Specifications, "--contracts", Contracts, "--records", Records, "--cases", "RecordLoan"));

    [Fact]
    public async Task RunAsync_NoContracts_ComparesNone()
    {
        var output = await RunAsync(Specifications);

        Assert.Contains("NOT COMPARABLE contract-specs.json RecordLoan/recorded: contracts to compare with are named by --contracts\n", output, StringComparison.Ordinal);
        Assert.EndsWith($"0 passed, 0 failed, {Recorded} not comparable\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contract.OneRecord\"", "contract.Absent\"", "NOT COMPARABLE changed.json Absent/recorded: the contract assembly has no org.p8evec.contract.Absent\n")]
    [InlineData("CmAKClJlY29yZExvYW4S", "CmAKClJlY29yZExvYW8S", "FAILED changed.json RecordLoan/recorded: ContractSpec: ")]
    [InlineData("CmAKClJlY29yZExvYW4S", "EmAKClJlY29yZExvYW4S", "FAILED changed.json RecordLoan/recorded: FormatException: ")]
    [InlineData("CmAKClJlY29yZExvYW4S", "//8KClJlY29yZExvYW4S", "FAILED changed.json RecordLoan/recorded: InvalidProtocolBufferException: ")]
    [InlineData("\"recorded\", \"spec\"", "\"recorded\", \"thrown\": {\"chain\": [{\"message\": \"no\"}]}, \"spec\"", "FAILED changed.json RecordLoan/recorded: ContractSpec: expected a refusal (no)")]
    public async Task RunAsync_RecordingChanged_ReportsIt(string recorded, string changed, string expected)
    {
        var file = Path.Combine(folder, "changed.json");
        var text = await File.ReadAllTextAsync(Specifications, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, text.Replace(recorded, changed, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains(expected, await RunAsync(file, "--contracts", Contracts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RecordsElsewhere_AsksForThem()
    {
        var alone = Path.Combine(folder, Path.GetFileName(Contracts));
        File.Copy(Contracts, alone);

        Assert.Contains("name it with --records", await RunAsync(Specifications, "--contracts", alone), StringComparison.Ordinal);
        Assert.Equal($"{Recorded} passed, 0 failed\n", await RunAsync(Specifications, "--contracts", alone, "--records", Records));
    }

    [Fact]
    public async Task RunAsync_NoAssembly_SaysSo()
    {
        var odd = Path.Combine(folder, "Odd.Contracts.dll");
        Assert.Equal($"{odd}: no such contract assembly\n", await RunAsync(Specifications, "--contracts", odd));

        await File.WriteAllTextAsync(odd, "no assembly", TestContext.Current.CancellationToken);
        var output = await RunAsync(Specifications, "--contracts", odd, "--records", Records, "--cases", "RecordLoan");
        Assert.StartsWith("FAILED contract-specs.json (file): cannot be run as kind sdk: ", output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        _ = await ConformanceProgram.RunAsync(["sdk", .. arguments], output, TestContext.Current.CancellationToken);
        return output.ToString();
    }
}
