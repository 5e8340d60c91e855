using System.Diagnostics.Metrics;

namespace P8e.Azure.Telemetry;

/// <summary>Calls of an Azure service as they went: counted and timed for whoever listens, and the last outcome remembered, so that readiness costs no call. Thread-safe.</summary>
/// <param name="clock">Says since when calls fail.</param>
public sealed class ServiceCalls(TimeProvider clock)
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "P8e.Azure";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "p8e.azure.call.duration", "s", "Tries of calls of storage and vault, by service, operation and HTTP status; 0 is no answer.");

    private long _failingSinceTicks;
    private long _lastFailedTicks;

    /// <summary>Since when every call has failed, UTC; null when the last one was answered, or there was none yet.</summary>
    public DateTimeOffset? FailingSince => Interlocked.Read(ref _failingSinceTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>When a call failed last, UTC; long ago it says nothing of now, because nobody has tried since. <see cref="DateTimeOffset.MinValue"/> before there is one.</summary>
    public DateTimeOffset LastFailed => new(Interlocked.Read(ref _lastFailedTicks), TimeSpan.Zero);

    internal static bool IsMeasured => Duration.Enabled;

    internal TimeProvider Clock => clock;

    /// <summary>A try is over.</summary>
    /// <param name="isServed">Whether the service answered as a service that works does; refusals of a single request are such answers, refusals of the program are not.</param>
    public void Note(bool isServed)
    {
        if (isServed)
        {
            if (Interlocked.Read(ref _failingSinceTicks) != 0)
            {
                Interlocked.Exchange(ref _failingSinceTicks, 0);
            }
        }
        else
        {
            var now = clock.GetUtcNow().UtcTicks;
            Interlocked.Exchange(ref _lastFailedTicks, now);
            Interlocked.CompareExchange(ref _failingSinceTicks, now, 0);
        }
    }

    internal static void Measure(double seconds, string service, string operation, int status) => Duration.Record(
        seconds, new("p8e.azure.service", service), new("p8e.azure.operation", operation), new("http.response.status_code", status));
}
