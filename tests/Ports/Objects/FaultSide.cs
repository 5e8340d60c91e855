namespace P8e.Ports.Objects;

/// <summary>When a call fails.</summary>
public enum FaultSide
{
    /// <summary>Before its effect: nothing happened.</summary>
    Before,

    /// <summary>After its effect: it happened, but the answer is lost.</summary>
    After,
}
