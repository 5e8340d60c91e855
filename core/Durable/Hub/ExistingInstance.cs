namespace P8e.Durable;

/// <summary>What a start does when the instance id is in use (functions-host 5.3).</summary>
public enum ExistingInstance
{
    /// <summary>Leaves it as it is, whatever its state: one id, one run.</summary>
    Keep,

    /// <summary>Replaces one that has ended, leaves one that runs; the host's default.</summary>
    ReplaceEnded,
}
