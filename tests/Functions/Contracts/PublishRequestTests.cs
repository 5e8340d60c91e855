using System.Text;
using P8e.Cryptography.Keys;
using P8e.Execution;
using P8e.Functions.Contracts;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Contracts;

/// <summary>The body of <c>POST /api/v1/contracts</c>.</summary>
public sealed class PublishRequestTests
{
    private static readonly string Reader = KeyText.Write(Party.Named("reader").Key);

    public static TheoryData<string, string> Wrong => new()
    {
        { "", ErrorCodes.JsonInvalid },
        { "{", ErrorCodes.JsonInvalid },
        { "[]", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA=="}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","records":""}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","records":"?"}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","records":1}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","records":"AA==","more":1}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","contracts":"AA==","records":"AA=="}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","records":"\ud800"}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","records":"AA==","audience":"x"}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","records":"AA==","audience":[1]}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","records":"AA==","audience":[[[[]]]]}""", ErrorCodes.JsonInvalid },
        { """{"contracts":"AA==","records":"AA==","audience":["x"]}""", ErrorCodes.KeyInvalid },
        { $$"""{"contracts":"AA==","records":"AA==","audience":[{{string.Join(',', Enumerable.Repeat("\"x\"", 101))}}]}""", ErrorCodes.JsonInvalid },
    };

    [Fact]
    public void Read_WellFormed_HasBothAssembliesAndEachReaderOnce()
    {
        var request = Read($$"""{"audience":["{{Reader}}","{{Reader.ToLowerInvariant()}}"],"records":"\u0042BAA","contracts":"AQI="}""");

        Assert.Equal([1, 2], request.Contracts);
        Assert.Equal([4, 16, 0], request.Records);
        Assert.Equal(Party.Named("reader").Key, Assert.Single(request.Audience));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_Wrong_IsRefusedWithItsCode(string json, string code) => Assert.Equal(code, Assert.Throws<P8eInputException>(() => Read(json)).Code);

    [Fact]
    public void Read_LongestAssembly_PassesAndALongerOneIsRefused()
    {
        var longest = Convert.ToBase64String(new byte[ExecutionLimits.PackageBytesMax]);
        var json = $$"""{"contracts":"{{longest}}","records":"{{longest}}"}""";

        Assert.True(json.Length < PublishRequest.BodyBytesMax);
        Assert.Equal(ExecutionLimits.PackageBytesMax, Read(json).Contracts.Length);
        var longer = Convert.ToBase64String(new byte[ExecutionLimits.PackageBytesMax + 1]);
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => Read($$"""{"contracts":"AA==","records":"{{longer}}"}""")).Code);
    }

    private static PublishRequest Read(string json) => PublishRequest.Read(Encoding.UTF8.GetBytes(json));
}
