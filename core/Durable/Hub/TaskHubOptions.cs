namespace P8e.Durable;

/// <summary>Settings of the embedded task hub (<c>Hub:…</c>).</summary>
public sealed class TaskHubOptions
{
    /// <summary>Partitions of the reminders. Fixed for the life of a hub: reminders are found by it. Default 4. Range 1 to 64; each costs a query per look.</summary>
    public int Shards
    {
        get;
        set => field = InRange(value, 1, 64);
    } = 4;

    /// <summary>Longest JSON payload of an input, result, event or output, in bytes of UTF-8. Default 46,080, the rule of both shapes of the program. Range 1,024 to 57,344.</summary>
    public int PayloadBytesMax
    {
        get;
        set => field = InRange(value, 1024, 56 * 1024);
    } = 45 * 1024;

    /// <summary>Longest history of one generation, in events; a longer one fails the instance. Default 20,000. Range 100 to 100,000; loops use continue-as-new well below it.</summary>
    public int HistoryEventsMax
    {
        get;
        set => field = InRange(value, 100, 100_000);
    } = 20_000;

    /// <summary>Activities that run at once in this process. Default 16. Range 1 to 1,024.</summary>
    public int ActivitiesMax
    {
        get;
        set => field = InRange(value, 1, 1024);
    } = 16;

    /// <summary>How long a lease lasts after its last renewal, in seconds: so long a dead process delays its work. Default 60. Range 10 to 600.</summary>
    public int LeaseSeconds
    {
        get;
        set => field = InRange(value, 10, 600);
    } = 60;

    /// <summary>Longest time between two looks at the reminders, in seconds; work of this process wakes it at once. Default 10. Range 1 to 300, below half the lease.</summary>
    public int PollSeconds
    {
        get;
        set => field = InRange(value, 1, 300);
    } = 10;

    /// <summary>
    /// Age at which a reminder whose message never came is taken for the remains of a crash, in seconds. Default 600. Range 60 to 86,400; more than twice what the
    /// clocks of the hub's processes differ.
    /// </summary>
    public int GraceSeconds
    {
        get;
        set => field = InRange(value, 60, 86_400);
    } = 600;

    private static int InRange(int value, int minimum, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, maximum);
        return value;
    }
}
