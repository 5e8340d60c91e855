namespace P8e.Durable;

/// <summary>Where an instance stands (functions-host 3.10).</summary>
public enum InstanceStatus
{
    /// <summary>Accepted, not begun.</summary>
    Pending,

    /// <summary>Begun, not ended.</summary>
    Running,

    /// <summary>Held back until it is resumed.</summary>
    Suspended,

    /// <summary>Ended with an output.</summary>
    Completed,

    /// <summary>Ended with a failure.</summary>
    Failed,

    /// <summary>Ended from outside.</summary>
    Terminated,
}
