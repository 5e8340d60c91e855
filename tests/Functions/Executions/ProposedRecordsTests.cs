using System.Text;
using System.Text.Json;
using Google.Protobuf;
using P8e.Execution;
using P8e.Execution.Catalogue;
using P8e.Execution.Sessions;
using P8e.Functions.Executions;
using P8e.Functions.Tests.Support;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.SampleRecords;
using P8e.Workflows.ExecuteContract;

namespace P8e.Functions.Tests.Executions;

/// <summary>Submitted records against recorded specifications and the descriptors of their classes.</summary>
public sealed class ProposedRecordsTests
{
    private static readonly DescriptorSet Descriptors = DescriptorSet.FromFiles([Note.Descriptor.File]);
    private static readonly ContractEntry OneRecord = Entry("OneRecord");

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"nobody":{}}""", ErrorCodes.SessionRecordUnknown },
        { """{"Note":{"text":"x"}}""", ErrorCodes.SessionRecordUnknown },
        { """{"note":{"nobody":1}}""", ErrorCodes.JsonInvalid },
        { """{"note":{"text":1}}""", ErrorCodes.JsonInvalid },
        { """{"note":"x"}""", ErrorCodes.JsonInvalid },
        { """{"note":[]}""", ErrorCodes.JsonInvalid },
        { """{"note":null}""", ErrorCodes.JsonInvalid },
        { """{"note":{"text":"x","text":"y"}}""", ErrorCodes.JsonInvalid },
        { """{"note":{"base64":"?"}}""", ErrorCodes.JsonInvalid },
        { """{"note":{"base64":"/w=="}}""", ErrorCodes.ProtobufInvalid },
        { """{"note":{"base64":"CgF4","text":"x"}}""", ErrorCodes.JsonInvalid },
        { "{}", ErrorCodes.SessionRecordMissing },
    };

    [Theory]
    [InlineData("""{"note":{"text":"x"}}""")]
    [InlineData("""{"note":{"base64":"CgF4"}}""")]
    public void Read_Note_IsTheMessage(string records)
    {
        var record = Assert.Single(Read(OneRecord, records));

        Assert.Equal(("note", "org.p8evec.proto.LoanRecords$Note"), (record.Name, record.ClassName));
        Assert.Equal(new Note { Text = "x" }.ToByteArray(), record.Bytes.ToArray());
    }

    [Fact]
    public void Read_Base64_StaysAsItCame()
    {
        // The text twice: a parser that writes it again would drop the first.
        byte[] twice = [0x0a, 1, (byte)'a', 0x0a, 1, (byte)'b'];

        Assert.Equal(twice, Assert.Single(Read(OneRecord, $$$"""{"note":{"base64":"{{{Convert.ToBase64String(twice)}}}"}}""")).Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_Wrong_IsRefusedWithItsCode(string records, string code) => Assert.Equal(code, Assert.Throws<P8eInputException>(() => Read(OneRecord, records)).Code);

    [Fact]
    public void Read_WrongRecord_IsNamedAndNotQuoted()
    {
        var error = Assert.Throws<P8eInputException>(() => Read(OneRecord, """{"note":{"text":["secret"]}}"""));

        Assert.StartsWith("Record 'note': ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Base64OverTheLimit_IsRefused()
    {
        var base64 = Convert.ToBase64String(new byte[ExecutionLimits.RecordBytesMax + 1]);

        Assert.Equal(ErrorCodes.JsonInvalid, Assert.Throws<P8eInputException>(() => Read(OneRecord, $$$"""{"note":{"base64":"{{{base64}}}"}}""")).Code);
    }

    [Fact]
    public void Read_NoFunctionComplete_SaysWhatEachTakes() => Assert.Contains(
        "note takes note", Assert.Throws<P8eInputException>(() => Read(OneRecord, "{}")).Message, StringComparison.Ordinal);

    private static IReadOnlyList<IntakeRecord> Read(ContractEntry entry, string records)
    {
        var request = ExecutionRequestReader.Read(Encoding.UTF8.GetBytes($$"""{"contract":"x","records":{{records}}}"""));
        return ProposedRecords.Read(entry, request.Records);
    }

    private static ContractEntry Entry(string contract)
    {
        using var recorded = JsonDocument.Parse(File.ReadAllBytes(Tree.Vector(Path.Combine("sdk", "contract-specs.json"))));
        var bytes = recorded.RootElement.GetProperty("contracts").EnumerateArray()
            .Single(element => element.GetProperty("class").GetString()!.EndsWith("." + contract, StringComparison.Ordinal)).GetProperty("spec").GetProperty("base64").GetBytesFromBase64();
        var specification = ContractSpecification.Parse(bytes);
        return new ContractEntry(
            new PublishedContract
            {
                ClassName = specification.ClassName,
                Specification = specification.Hash,
                ScopeSpecifications = [],
                ContractPackage = specification.ContractPackage,
                RecordPackage = ObjectHash.FromBytes(new byte[32]),
                Descriptors = ObjectHash.FromBytes(new byte[32]),
                Published = DateTimeOffset.UnixEpoch,
            },
            specification,
            Descriptors);
    }
}
