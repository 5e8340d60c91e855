namespace P8e.Functions.Invocations;

/// <summary>How a function is called.</summary>
internal enum HostFunctionKind
{
    /// <summary>With a history.</summary>
    Orchestrator,

    /// <summary>With an input.</summary>
    Activity,

    /// <summary>Because it is time.</summary>
    Timer,

    /// <summary>With an HTTP request inside.</summary>
    Http,
}
