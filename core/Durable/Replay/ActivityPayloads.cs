namespace P8e.Durable;

/// <summary>How inputs and results of activities travel.</summary>
public enum ActivityPayloads
{
    /// <summary>The JSON text itself.</summary>
    Plain,

    /// <summary>The JSON text inside a JSON string, and results in an envelope that carries failures: the host rewrites anything else (functions-host 3.5, 3.6).</summary>
    Enveloped,
}
