namespace P8e.Workflows.ExecuteContract;

/// <summary>Where a step stands, in the words of the wire (design 4).</summary>
public static class StepState
{
    /// <summary>It has not begun.</summary>
    public const string Pending = "pending";

    /// <summary>It is being done, or waits for somebody.</summary>
    public const string Running = "running";

    /// <summary>It is done.</summary>
    public const string Done = "done";

    /// <summary>The execution ended here.</summary>
    public const string Failed = "failed";

    /// <summary>This execution has no use for it.</summary>
    public const string NotNeeded = "notNeeded";
}
