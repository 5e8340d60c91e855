using System.Text;
using P8e.Cryptography.Keys;
using P8e.Execution;
using P8e.Functions.Executions;
using P8e.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Tests.Executions;

/// <summary>The body of <c>POST /api/v1/executions</c>.</summary>
public sealed class ExecutionRequestReaderTests
{
    private const string ScopeUuid = "5c09e000-0000-4000-8000-00000000aaaa";
    private const string SpecificationUuid = "a0000000-0000-4000-8000-000000000001";
    private const string SessionUuid = "5e550000-0000-4000-8000-00000000aaaa";

    private static readonly string Reader = KeyText.Write(Party.Named("reader").Key);
    private static readonly string ScopeAddress = MetadataAddress.ForScope(new Guid(ScopeUuid)).ToString();
    private static readonly string SpecificationAddress = MetadataAddress.ForScopeSpecification(new Guid(SpecificationUuid)).ToString();

    public static TheoryData<string, string> Wrong => new()
    {
        { "", ErrorCodes.JsonInvalid },
        { "{", ErrorCodes.JsonInvalid },
        { "[]", ErrorCodes.JsonInvalid },
        { "{}", ErrorCodes.JsonInvalid },
        { """{"contract":"x"} x""", ErrorCodes.JsonInvalid },
        { """{"contract":1}""", ErrorCodes.JsonInvalid },
        { """{"contract":null}""", ErrorCodes.JsonInvalid },
        { """{"contract":"\ud800"}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","more":1}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","Role":"OWNER"}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","contract":"x"}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","role":1}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","scope":"x"}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","scope":{"name":"x"}}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","scope":{"uuid":1}}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","scope":{"uuid":"5c09e000000040008000000000000000"}}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","scope":{"address":"scope1qqqq"}}""", ErrorCodes.AddressInvalid },
        { $$$"""{"contract":"x","scope":{"address":"{{{SpecificationAddress}}}"}}""", ErrorCodes.AddressInvalid },
        { $$$"""{"contract":"x","scope":{"uuid":"{{{SessionUuid}}}","address":"{{{ScopeAddress}}}"}}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","scope":{"specification":"x"}}""", ErrorCodes.AddressInvalid },
        { """{"contract":"x","session":"x"}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","session":{"uuid":"x"}}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","session":{"address":"x"}}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","records":[]}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","records":{"a":{},"a":{}}}""", ErrorCodes.JsonInvalid },
        { $$$"""{"contract":"x","records":{{{{string.Join(',', Enumerable.Range(0, ExecutionLimits.ValuesMax + 1).Select(number => $"\"{number}\":1"))}}}}}""", ErrorCodes.JsonInvalid },
        { $$$"""{"contract":"x","records":{"a":{{{new string('[', 200)}}}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","dataAccess":"x"}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","dataAccess":[1]}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","dataAccess":["x"]}""", ErrorCodes.KeyInvalid },
        { $$"""{"contract":"x","dataAccess":[{{string.Join(',', Enumerable.Repeat("\"x\"", ExecutionLimits.PartiesMax + 1))}}]}""", ErrorCodes.JsonInvalid },
        { """{"contract":"x","participants":["x"]}""", ErrorCodes.SessionUnsupported },
        { """{"contract":"x","participants":{}}""", ErrorCodes.SessionUnsupported },
    };

    [Fact]
    public void Read_Everything_IsTaken()
    {
        var request = Read(
            $$$"""{"dataAccess":["{{{Reader}}}"],"records":{"b":{"x":1},"a":[]},"role":"OWNER","session":{"uuid":"{{{SessionUuid}}}"},"scope":{"uuid":"{{{ScopeUuid}}}","specification":"{{{SpecificationUuid}}}"},"contract":"x","participants":[]}""");

        Assert.Equal(("x", "OWNER", new Guid(SessionUuid)), (request.Contract, request.Role, request.Session));
        Assert.Equal(new SubmittedScope(new Guid(ScopeUuid), new Guid(SpecificationUuid)), request.Scope);
        Assert.Equal([("b", """{"x":1}"""), ("a", "[]")], request.Records.Select(record => (record.Key, record.Value.GetRawText())));
        Assert.Equal(Party.Named("reader").Key, Assert.Single(request.DataAccess));
    }

    [Fact]
    public void Read_ContractAlone_LeavesTheRestOpen()
    {
        var request = Read("""{"contract":"x"}""");

        Assert.Equal(new SubmittedScope(null, null), request.Scope);
        Assert.Equal((null, null), (request.Session, request.Role));
        Assert.Empty(request.Records);
        Assert.Empty(request.DataAccess);
    }

    [Fact]
    public void Read_Addresses_MeanTheirUuids()
    {
        var request = Read($$$"""{"contract":"x","scope":{"address":"{{{ScopeAddress}}}","uuid":"{{{ScopeUuid}}}","specification":"{{{SpecificationAddress}}}"}}""");

        Assert.Equal(new SubmittedScope(new Guid(ScopeUuid), new Guid(SpecificationUuid)), request.Scope);
    }

    [Fact]
    public void Read_ByteOrderMarkFirst_IsRead()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. """{"contract":"x"}"""u8];

        Assert.Equal("x", ExecutionRequestReader.Read(body).Contract);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_Wrong_IsRefusedWithItsCode(string json, string code) => Assert.Equal(code, Assert.Throws<P8eInputException>(() => Read(json)).Code);

    [Fact]
    public void Read_Wrong_DoesNotQuoteTheBody() => Assert.DoesNotContain(
        "secret", Assert.Throws<P8eInputException>(() => Read("""{"contract":"x","secret":"secret"}""")).Message, StringComparison.Ordinal);

    private static ExecutionRequest Read(string json) => ExecutionRequestReader.Read(Encoding.UTF8.GetBytes(json));
}
