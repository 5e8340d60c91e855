namespace P8e.Ports.Objects;

/// <summary>What a put finds.</summary>
public enum PutSituation
{
    /// <summary>Nothing.</summary>
    New,

    /// <summary>The object.</summary>
    Repeat,

    /// <summary>The object's row without its bytes.</summary>
    Lost,
}
