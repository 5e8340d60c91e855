using System.Globalization;
using System.Text;
using P8e.Azure.Rows;
using P8e.Durable;
using P8e.Durable.Ports;

namespace P8e.Azure.Hub;

/// <summary>
/// Names in the hub's tables. In <c>Hub…</c> the partition is the hash of the instance's id, its rows are <c>i</c> (state), <c>h|generation|number</c> and <c>m|message</c>; state and
/// messages stand side by side. In <c>Due</c> the partition is <c>hub|name|shard</c>, its rows are <c>ticks!instance!reason</c> and <c>lease</c>.
/// </summary>
internal static class HubTableNames
{
    internal const string Due = "Due";
    internal const string State = "i";
    internal const string FirstMessage = "m|";
    internal const string AfterMessages = "m}";
    internal const string Lease = "lease";

    /// <summary>Follows every digit, so every reminder; the lease is behind it.</summary>
    internal const string AfterReminders = ":";

    private const int HubNameCharsMax = 32;
    private const int TickChars = 19;

    /// <summary>What a row key's 512 characters leave beside the time, the longest reason and two ends.</summary>
    private const int InstanceCharsMax = 331;

    /// <summary>Checks a hub's name: it becomes part of a table's.</summary>
    internal static string CheckHub(string hub)
    {
        ArgumentException.ThrowIfNullOrEmpty(hub);
        return hub.Length <= HubNameCharsMax && hub.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            ? hub
            : throw new ArgumentException($"A hub's name has 1 to {HubNameCharsMax} small letters and digits.", nameof(hub));
    }

    internal static string Instances(string hub) => "Hub" + hub;

    internal static string Partition(string instanceId) => WellFormed(instanceId, OrderedText.Hash);

    internal static string HistoryRow(int generation, int number) => string.Create(CultureInfo.InvariantCulture, $"{FirstHistory(generation)}{number:D10}");

    internal static string FirstHistory(int generation) => string.Create(CultureInfo.InvariantCulture, $"h|{generation:D10}|");

    internal static string AfterHistory(int generation) => string.Create(CultureInfo.InvariantCulture, $"h|{generation:D10}}}");

    internal static string MessageRow(string messageId) => FirstMessage + messageId;

    internal static string Shard(string hub, int shard) => string.Create(CultureInfo.InvariantCulture, $"hub|{hub}|{shard:D3}");

    /// <summary>In order of time, then instance, then reason; exactly so for ids of at most 331 encoded characters, which all but long ids of other scripts have.</summary>
    internal static string ReminderRow(HubReminder reminder) => WellFormed(
        reminder.InstanceId,
        id => string.Create(CultureInfo.InvariantCulture, $"{reminder.Due.UtcTicks:D19}{OrderedText.End}{OrderedText.Encode(id, InstanceCharsMax)}{OrderedText.End}{reminder.Reason}"));

    internal static DateTimeOffset DueOf(string reminderRow) =>
        new(long.Parse(reminderRow.AsSpan(0, TickChars), NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static string WellFormed(string instanceId, Func<string, string> name)
    {
        try
        {
            return name(instanceId);
        }
        catch (EncoderFallbackException error)
        {
            throw new DurableException(DurableErrorCodes.ArgumentInvalid, "Naming the rows of an instance: its id holds half a character (a lone surrogate). Choose another id.", error);
        }
    }
}
