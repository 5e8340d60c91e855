using System.Text.Json;
using P8e.Functions.Tests.Support;
using P8e.ImitatedHost.Calls;

namespace P8e.Functions.Tests.Invocations;

/// <summary>The imitated host judges as the host does: the recorded samples of replies.</summary>
public sealed class HostRepliesTests
{
    public static TheoryData<string> BadResponses => [.. Samples.Names("badResponses")];

    public static TheoryData<string> ActivityResponses => [.. Samples.Names("activityResponses")];

    [Theory]
    [MemberData(nameof(BadResponses))]
    public void Judge_OfARecordedBadReply_RefusesItAsTheHostDoes(string name)
    {
        var sample = Samples.Find("badResponses", name);
        var effect = sample.GetProperty("hostEffect").GetString()!;

        var error = Record.Exception(() => HostReplies.Judge(
            sample.GetProperty("status").GetInt32(), sample.GetProperty("contentType").GetString(), sample.GetProperty("responseBody").GetString()!));

        if (effect.StartsWith("the invocation never completes", StringComparison.Ordinal))
        {
            Assert.IsType<NeverEndsException>(error);
        }
        else
        {
            Assert.StartsWith(Assert.IsType<InvocationFailedException>(error).ErrorType.Split('.')[^1], effect, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(ActivityResponses))]
    public void Result_OfARecordedReply_IsWhatTheHistoryGets(string name)
    {
        var sample = Samples.Find("activityResponses", name);
        var reply = HostReplies.Judge(200, "application/json", sample.GetProperty("responseBody").GetString()!);

        Assert.Equal(sample.GetProperty("taskCompletedResult").GetString(), HostReplies.Result(HostReplies.Member(reply, "returnvalue")));
    }

    [Theory]
    [InlineData("1e2", "100.0")]
    [InlineData("{\"a\":[1.50,-3,\"x\"]}", "{\"a\":[1.5,-3,\"x\"]}")]
    public void Rewrite_OfNumbers_ChangesTheirForm(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(expected, HostJson.Rewrite(document.RootElement, readsDates: false));
    }
}
