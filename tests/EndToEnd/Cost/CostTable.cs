using System.Globalization;
using System.Text;

namespace P8e.EndToEnd.Tests.Cost;

/// <summary>The generated section of docs/deploy.md: counts of a run, times prices.</summary>
internal sealed class CostTable(PriceList prices, EnvelopeCounts small, EnvelopeCounts large, IReadOnlyDictionary<string, int> idleTicks)
{
    private const double Million = 1_000_000;
    private const double GoalPerMillion = 45;

    internal string Write()
    {
        var text = new StringBuilder();
        text.AppendLine("| per envelope | one party, one small record | sized for two parties | $ per million of these |");
        text.AppendLine("|---|---:|---:|---:|");
        foreach (var line in Lines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {line.What} | {line.Count(small):0.###} | {line.Count(large):0.###} | {Dollars(line.Price(large) * Million)} |");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"| **all, $** | **{Total(small):0.0000000}** | **{Total(large):0.0000000}** | **{Dollars(Total(large) * Million)}** |");
        text.AppendLine();
        text.AppendLine("| a month, $ | idle | 1,000 loans |".Replace("1,000", prices.Assume("loansPerMonth").ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        text.AppendLine("|---|---:|---:|");
        foreach (var (what, idle, busy) in Month())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {idle:0.00} | {busy:0.00} |");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"| **all** | **{Month().Sum(line => line.Idle):0.00}** | **{Month().Sum(line => line.Busy):0.00}** |");
        text.AppendLine();
        text.AppendLine("| timer | ticks in a month | storage calls of an idle tick |");
        text.AppendLine("|---|---:|---:|");
        foreach (var (timer, ticks) in Schedule.All)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{timer}` | {ticks:N0} | {idleTicks[timer]} |");
        }

        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Goal: ${GoalPerMillion:0} per million envelopes sized for two parties, without chain fees: {(Total(large) * Million <= GoalPerMillion ? "met" : "**missed**")}. With the vault signing envelopes and transactions but not objects it would be ${Dollars((Total(large) - prices.Of("vaultSignatures", large.Objects)) * Million)}.");
        text.Append(prices.IsVerified ? "All prices were verified." : "Not all prices were verified: `docs/prices.json` says which, and from where they are.");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private CostLine[] Lines =>
    [
        new("signatures by the vault: each object, each transaction, the envelope", counts => counts.Signatures, counts => prices.Of("vaultSignatures", counts.Signatures)),
        new("executions of functions", counts => counts.Executions, counts => prices.Of("functionExecutions", counts.Executions)),
        new("their GB-s (assumed)", Seconds, counts => prices.Of("functionGigabyteSeconds", Seconds(counts))),
        new("calls of the Durable extension (its vendor's rule 4n + 3), half of them to queues", counts => counts.HubCalls, counts => prices.Of("queueCalls", counts.HubCalls / 2.0) + prices.Of("tableCalls", counts.HubCalls / 2.0)),
        new("calls of the program to tables, rounded up to 5", counts => counts.TableCalls, counts => prices.Of("tableCalls", counts.TableCalls)),
        new("writes of the program to blobs", counts => counts.BlobWrites, counts => prices.Of("blobWrites", counts.BlobWrites)),
        new("KiB written to storage, rounded up to 32, kept for a month", counts => counts.Kibibytes, counts => prices.Of("storedGigabyteMonths", counts.Kibibytes / 1048576.0)),
        new("objects sealed (for information)", counts => counts.Objects, _ => 0),
    ];

    private double Total(EnvelopeCounts counts) => Lines.Sum(line => line.Price(counts));

    private double Seconds(EnvelopeCounts counts) => counts.Executions * prices.Assume("secondsPerExecution") * prices.Assume("instanceGigabytes") / prices.Assume("executionsAtOnce");

    private IEnumerable<(string What, double Idle, double Busy)> Month()
    {
        var loans = prices.Assume("loansPerMonth");
        double ticks = Schedule.All.Values.Sum();
        // Alone on an instance, each execution pays the least time that is billed.
        var least = prices.Assume("leastBilledSeconds") * prices.Assume("instanceGigabytes");
        double executions = loans * large.Executions;
        var idleCalls = Schedule.All.Sum(timer => (double)timer.Value * idleTicks[timer.Key]);
        yield return ("executions, after the month's grant", prices.AfterGrant("functionExecutions", ticks), prices.AfterGrant("functionExecutions", ticks + executions));
        yield return ("GB-s, after the month's grant, each execution alone on the instance", prices.AfterGrant("functionGigabyteSeconds", ticks * least), prices.AfterGrant("functionGigabyteSeconds", (ticks + executions) * least));
        yield return ("storage calls of timers", prices.Of("tableCalls", idleCalls), prices.Of("tableCalls", idleCalls));
        yield return ("signatures, storage and hub of the loans", 0, loans * Lines.Where(line => !line.What.Contains("executions", StringComparison.Ordinal) && !line.What.Contains("GB-s", StringComparison.Ordinal)).Sum(line => line.Price(large)));
        yield return ("alert rules", prices.Of("alertRuleMonths", prices.Assume("alertRules")), prices.Of("alertRuleMonths", prices.Assume("alertRules")));
    }

    private static string Dollars(double amount) => amount.ToString("0.0", CultureInfo.InvariantCulture);
}
