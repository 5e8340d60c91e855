using System.Diagnostics.Metrics;
using P8e.ObjectStore.Mail;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Telemetry;

/// <summary>Counts of what leaves the store's queues, as it happens: to count what lies in them would cost listings.</summary>
public static class StoreMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "P8e.ObjectStore";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Settled =
        Meter.CreateCounter<long>("p8e.mail.settled", "{mail}", "Mail that was acknowledged, or given up as dead, by affiliate.");

    private static readonly Histogram<double> Age = Meter.CreateHistogram<double>(
        "p8e.replication.age", "s", "How long an object had waited when it was sent to a peer or postponed, by affiliate; error.type is the code of what postponed it.");

    internal static void MailSettled(AffiliateName affiliate, MailState state) =>
        Settled.Add(1, new("p8e.affiliate", affiliate.ToString()), new("p8e.mail.state", state == MailState.Dead ? "dead" : "acknowledged"));

    internal static void Replicated(AffiliateName affiliate, TimeSpan waited, string? error)
    {
        if (!Age.Enabled)
        {
            return;
        }

        KeyValuePair<string, object?> whose = new("p8e.affiliate", affiliate.ToString());
        KeyValuePair<string, object?> outcome = new("p8e.replication.outcome", error is null ? "sent" : "postponed");
        if (error is null)
        {
            Age.Record(waited.TotalSeconds, whose, outcome);
        }
        else
        {
            Age.Record(waited.TotalSeconds, whose, outcome, new("error.type", error));
        }
    }
}
