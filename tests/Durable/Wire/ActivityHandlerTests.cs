using System.Text.Json;
using P8e.Durable.Replay;
using P8e.Durable.Tests.Support;
using P8e.Durable.Wire;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Wire;

/// <summary>Activity calls of the host (functions-host 3.5, 3.6).</summary>
public sealed class ActivityHandlerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"\\\"x\\\"\"", "{\"ok\":true,\"value\":\"x!\"}")]
    [InlineData("null", "{\"ok\":true,\"value\":\"!\"}")]
    public async Task HandleAsync_Success_AnswersTheValue(string input, string expected) =>
        Assert.Equal(expected, await Handler((_, text) => text + "!").HandleAsync("a", "i", input, Token));

    /// <summary>The host hands over no trace, so it travels before the input; what the activity gets is the input alone.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("\"x\"")]
    [InlineData("[\"00-\"]")]
    public void WrapInput_WithATrace_GivesBothBack(string? json)
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        Assert.Equal((Trace, json), ActivityEnvelope.SplitTrace(ActivityEnvelope.UnwrapInput(ActivityEnvelope.WrapInput(json, Trace)!)));
        Assert.Equal((null, json), ActivityEnvelope.SplitTrace(ActivityEnvelope.UnwrapInput(ActivityEnvelope.WrapInput(json, null) ?? "null")));
        Assert.Equal((null, json), ActivityEnvelope.SplitTrace(ActivityEnvelope.UnwrapInput(ActivityEnvelope.WrapInput(json, "00-short") ?? "null")));
    }

    [Fact]
    public async Task HandleAsync_NoResult_AnswersNoValue() =>
        Assert.Equal("{\"ok\":true}", await Handler((_, _) => null).HandleAsync("A", "i", "null", Token));

    [Fact]
    public async Task HandleAsync_Failure_ReachesTheOrchestratorWhole()
    {
        var envelope = await Handler((_, _) => throw new InvalidOperationException("outer", new FormatException("inner"))).HandleAsync("A", "i", "null", Token);

        TaskFailure? seen = null;
        History.Of().Scheduled(0, "A").Completed(0, JsonSerializer.Serialize(envelope)).Run(
            async context =>
            {
                seen = (await Assert.ThrowsAsync<DurableException>(() => context.CallActivityAsync("A", cancellationToken: CancellationToken.None))).Failure;
                return null;
            },
            new ReplayPolicy { ActivityPayloads = ActivityPayloads.Enveloped });

        Assert.Equal((typeof(InvalidOperationException).FullName, "outer"), (seen!.ErrorType, seen.Message));
        Assert.Equal(typeof(FormatException).FullName, seen.Inner!.ErrorType);
        Assert.NotNull(seen.StackTrace);
    }

    [Theory]
    [InlineData("B", "null", DurableErrorCodes.ActivityUnknown)]
    [InlineData("A", "{", DurableErrorCodes.PayloadMalformed)]
    [InlineData("A", "{\"bare\":1}", DurableErrorCodes.PayloadMalformed)]
    public async Task HandleAsync_WrongCall_AnswersAFailure(string name, string input, string code)
    {
        using var answer = JsonDocument.Parse(await Handler((_, text) => text).HandleAsync(name, "i", input, Token));

        Assert.Equal(code, answer.RootElement.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task HandleAsync_ProcessStopping_IsNoFailureOfTheActivity()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Handler((token, _) => { token.ThrowIfCancellationRequested(); return null; }).HandleAsync("A", "i", "null", stopping.Token));
    }

    private static ActivityHandler Handler(Func<CancellationToken, string?, string?> run) => new(new ActivityRegistry().Add(
        "A", new LambdaActivity<string?, string?>((_, input, token) => Task.FromResult(run(token, input)))));
}
