using System.IO.Pipelines;
using System.Text;
using P8e.Functions.Invocations;
using P8e.Functions.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Invocations;

/// <summary>Bodies of wrapped calls: the recorded ones, and broken ones.</summary>
public sealed class InvocationBodyTests
{
    public static TheoryData<string> Activities => [.. Samples.Names("httpInvocations").Where(name => name.StartsWith("activity", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Activities))]
    public async Task TriggerText_OfARecordedActivityCall_IsTheScheduledText(string name)
    {
        var sample = Samples.Find("httpInvocations", name);
        var body = await ReadAsync(sample.GetProperty("body").GetString()!);

        Assert.Equal(sample.GetProperty("decoded").GetProperty("inputJsonText").GetString() ?? "null", body.TriggerText());
        Assert.Equal("abc123", body.InstanceId());
    }

    [Fact]
    public async Task InstanceId_OverwrittenByAnInput_IsNotTheTriggersValue()
    {
        // What the host does to an input that is an object with such a member (functions-host 2.3).
        var body = await ReadAsync("""{"Metadata":{"instanceId":{"a":1}},"Data":{"input":"\"{\\\"instanceId\\\":{\\\"a\\\":1}}\""}}""");

        Assert.Equal("""{"instanceId":{"a":1}}""", body.TriggerText());
        Assert.Equal(ErrorCodes.RequestMalformed, Assert.Throws<P8eInputException>(body.InstanceId).Code);
    }

    [Theory]
    [InlineData("\\\"+/8AAQ==\\\"")]
    [InlineData("\\u0022\\u002B/8AAQ==\\u0022")]
    [InlineData("\\\"\\\\u002B\\/8AAQ==\\\"")]
    public async Task TriggerMessage_HoweverItIsEscaped_IsTheSame(string escaped)
    {
        var body = await ReadAsync("{\"Data\":{\"context\":\"" + escaped + "\"}}");

        Assert.Equal([0xfb, 0xff, 0x00, 0x01], body.TriggerMessage());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"Data\":1}")]
    [InlineData("{\"Data\":{}}")]
    [InlineData("{\"Data\":{\"a\":\"1\",\"b\":\"2\"}}")]
    [InlineData("{\"Data\":{\"context\":1}}")]
    [InlineData("{\"Data\":{\"context\":\"1\"}}")]
    [InlineData("{\"Data\":{\"context\":\"\\\"!\\\"\"}}")]
    [InlineData("{\"Data\":{\"context\":\"\\ud800\"}}")]
    [InlineData("{\"Data\":{\"context\":\"\\\"AA==\\\"\"}} trailing")]
    public async Task TriggerMessage_OfAnythingElse_IsRefused(string text)
    {
        var error = await Assert.ThrowsAsync<P8eInputException>(async () =>
        {
            var body = await ReadAsync(text);
            body.TriggerMessage();
        });

        Assert.Equal(ErrorCodes.RequestMalformed, error.Code);
    }

    private static Task<InvocationBody> ReadAsync(string text) =>
        InvocationBody.ReadAsync(PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text))), TestContext.Current.CancellationToken);
}
