using System.Diagnostics.Metrics;

namespace P8e.Functions.Telemetry;

/// <summary>What <see cref="ProgramSignals"/> knows as gauges; asked only when somebody collects. Ends with the program.</summary>
internal sealed class SignalMeter : IDisposable
{
    internal const string Name = "P8e.Program";

    private readonly Meter _meter = new(Name);

    internal SignalMeter(ProgramSignals signals, Func<Readiness> readiness, TimeProvider clock)
    {
        _meter.CreateObservableGauge("p8e.chain.follower.height", () => Of(signals, follower => follower.Height), "{block}", "Last block that the follower handled.");
        _meter.CreateObservableGauge("p8e.chain.follower.behind", () => Of(signals, follower => follower.LatestHeight - follower.Height), "{block}", "Blocks that the node has and the follower has not handled.");
        _meter.CreateObservableGauge(
            "p8e.chain.follower.lag",
            () => signals.Follower?.BlockTime is { } time ? [new Measurement<double>((clock.GetUtcNow() - time).TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s",
            "Age of the last block that the follower handled.");
        _meter.CreateObservableGauge("p8e.outbox.open", () => Of(signals, follower => follower.OpenRows), "{transaction}", "Transactions that wait for their outcome.");
        _meter.CreateObservableGauge("p8e.timer.failing", () => signals.Timers.Select(timer => new Measurement<double>(
            timer.Value.FailingSince is { } since ? (clock.GetUtcNow() - since).TotalSeconds : 0, new KeyValuePair<string, object?>("p8e.timer.name", timer.Key))), "s", "Since when a timer's ticks fail; 0 while they succeed.");
        _meter.CreateObservableGauge("p8e.ready", () => readiness().IsReady ? 1 : 0, "1", "1 when /ready answers 200, else 0.");
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long>[] Of(ProgramSignals signals, Func<FollowerSignal, long> value) => signals.Follower is { } follower ? [new Measurement<long>(value(follower))] : [];
}
