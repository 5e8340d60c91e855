namespace P8e.Workflows.Ports;

/// <summary>Where an execution stands. The numbers are stored.</summary>
public enum ExecutionState
{
    /// <summary>It goes on.</summary>
    Running = 0,

    /// <summary>It was acknowledged.</summary>
    Completed = 1,

    /// <summary>It ended at a step that could not be done.</summary>
    Failed = 2,
}
