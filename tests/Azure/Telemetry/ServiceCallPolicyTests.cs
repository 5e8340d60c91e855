using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Azure;
using Azure.Core;
using P8e.Azure.Tables;
using P8e.Azure.Telemetry;
using P8e.Azure.Tests.Support;
using P8e.Ports;

namespace P8e.Azure.Tests.Telemetry;

/// <summary>What is remembered of calls, and that a measure names no row.</summary>
public sealed class ServiceCallPolicyTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ServiceCalls _calls;

    public ServiceCallPolicyTests() => _calls = new ServiceCalls(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, false)]
    [InlineData(404, false)]
    [InlineData(403, true)]
    [InlineData(401, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public async Task Call_Answered_FailsOnlyWhenTheServiceDoesNotServeUs(int status, bool isFailing)
    {
        await RunAsync(ScriptedHandler.Answer(status, "{\"PartitionKey\":\"p\",\"RowKey\":\"r\"}"));

        Assert.Equal(isFailing ? _clock.GetUtcNow() : null, _calls.FailingSince);
    }

    [Fact]
    public async Task Call_LostAgainAndAgain_FailsSinceTheFirstUntilOneIsAnswered()
    {
        var first = _clock.GetUtcNow();
        await RunAsync(ScriptedHandler.Lost());
        _clock.Advance(TimeSpan.FromMinutes(1));
        await RunAsync(ScriptedHandler.Lost());
        Assert.Equal(first, _calls.FailingSince);

        await RunAsync(ScriptedHandler.Answer(200, "{\"PartitionKey\":\"p\",\"RowKey\":\"r\"}"));
        Assert.Null(_calls.FailingSince);
    }

    [Fact]
    public async Task Call_Cancelled_SaysNothingOfTheService()
    {
        using var end = new CancellationTokenSource();
        await end.CancelAsync();

        await RunAsync((_, token) => Task.FromCanceled<HttpResponseMessage>(token), end.Token);

        Assert.Null(_calls.FailingSince);
    }

    [Fact]
    public async Task Call_Measured_NamesTheKindOfCallAndNoRow()
    {
        var tags = new ConcurrentQueue<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == ServiceCalls.MeterName)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, said, _) => tags.Enqueue(string.Join(' ', said.ToArray().Select(tag => tag.Value))));
        listener.Start();

        await RunAsync(ScriptedHandler.Answer(404));

        Assert.Contains("probe GET call 404", tags);
        Assert.DoesNotContain(tags, said => said.Contains("planted", StringComparison.Ordinal));
    }

    private async Task RunAsync(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, CancellationToken? token = null)
    {
        var options = ScriptedTables.Options(new ScriptedHandler(answer), TimeProvider.System);
        options.Retry.MaxRetries = 0;
        options.AddPolicy(new ServiceCallPolicy("probe", _calls), HttpPipelinePosition.PerRetry);
        var table = new TableServiceClient(new Uri("https://myaccount.table.core.windows.net"), ScriptedTables.Key, options).GetTableClient("rows");
        try
        {
            await table.GetEntityIfExistsAsync("planted", "planted", cancellationToken: token ?? Token);
        }
        catch (Exception error) when (error is RequestFailedException or HttpRequestException or OperationCanceledException or AggregateException)
        {
            // How it ends is the pipeline's matter.
        }
    }
}
