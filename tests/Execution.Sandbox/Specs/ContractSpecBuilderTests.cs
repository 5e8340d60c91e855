using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using P8e.Execution.Sandbox.Tests.Support;
using P8e.Execution.Specs;
using P8e.Execution.Wire.Descriptions;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Sandbox.Tests.Specs;

/// <summary>Specifications of C# contracts against those that the JVM's SDK derived from the same contracts in Kotlin (p8e-sdk 2.4, 15.3).</summary>
public sealed class ContractSpecBuilderTests(ContractSpecBuilderTests.Sample sample) : IClassFixture<ContractSpecBuilderTests.Sample>
{
    private static readonly JsonElement Vectors = ExecutionVectors.Read("contract-specs.json");

    public static TheoryData<string, string> Recorded =>
        [.. Vectors.GetProperty("specs").EnumerateArray().Select(spec => (Text(spec, "contract"), Text(spec, "hashes")))];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Build_OfARecordedContract_GivesTheRecordedBytes(string contract, string hashes)
    {
        var expected = Vectors.GetProperty("specs").EnumerateArray().Single(spec => Text(spec, "contract") == contract && Text(spec, "hashes") == hashes);
        var spec = Builder(hashes).Build(sample.Package.Contracts.Single(described => described.ClassName == contract));

        Assert.Equal(ContractSpec.Parser.ParseFrom(ByteString.FromBase64(Text(expected, "spec"))), spec);
        Assert.Equal(Text(expected, "spec"), spec.ToByteString().ToBase64());
        if (expected.TryGetProperty("uuid", out var uuid))
        {
            Assert.Equal(uuid.GetString(), new Guid(SHA256.HashData(spec.ToByteArray()).AsSpan(0, 16), bigEndian: true).ToString());
        }
    }

    [Fact]
    public void Build_OfEveryRecordedContract_IsCompared()
    {
        var compared = Vectors.GetProperty("specs").EnumerateArray().Select(spec => Text(spec, "contract")).ToHashSet();
        var mirrored = sample.Package.Contracts.Select(contract => contract.ClassName).Where(name => !name.StartsWith("org.example.", StringComparison.Ordinal));
        Assert.Equal(compared.Order(StringComparer.Ordinal), mirrored);
        TestContext.Current.SendDiagnosticMessage("contract specifications compared: {0}", Vectors.GetProperty("specs").GetArrayLength());
    }

    [Fact]
    public void Build_OfANestedClass_NamesItByItsLastPart() => Assert.Equal(
        "Inner", Builder("fixed").Build(new ContractDescription("org.example.Outer$Inner", [], ["s"], [], [])).Definition.Name);

    [Fact]
    public void ScopeSpecifications_OfThePackage_AreTheRecordedOne()
    {
        var scope = Assert.Single(sample.Package.ScopeSpecifications);
        Assert.Equal(
            new ScopeSpecificationDescription(
                "a0000000-0000-4000-8000-000000000001",
                "org.p8evec.Loan",
                "A loan held by one originator",
                scope.Parties,
                "https://p8evec.example/loan",
                "https://p8evec.example/loan.png"),
            scope);
        Assert.Equal([1], scope.Parties);
    }

    [Fact]
    public void Serialize_OfThePackage_IsTheSameEveryTime() =>
        Assert.Equal(RecordDescriptors.Serialize(sample.Package), RecordDescriptors.Serialize(sample.Package));

    private ContractSpecBuilder Builder(string hashes)
    {
        var given = Vectors.GetProperty("hashes").GetProperty(hashes);
        return new ContractSpecBuilder(
            ObjectHash.Parse(Text(given, "contract")), ObjectHash.Parse(Text(given, "record")), RecordDescriptors.Load(sample.Package));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>The sample package, described once by a real process.</summary>
    public sealed class Sample : IAsyncLifetime
    {
        internal PackageDescription Package { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            using var pool = new SamplePool();
            Package = await pool.Pool.DescribeAsync(SampleFiles.KeyOf("lender"), SampleFiles.ReadAsync, TestContext.Current.CancellationToken);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
