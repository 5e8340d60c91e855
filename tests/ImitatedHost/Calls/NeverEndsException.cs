namespace P8e.ImitatedHost.Calls;

/// <summary>The host would wait for this reply until the function's timeout, and then kill the handler (functions-host 2.6).</summary>
public sealed class NeverEndsException(string what) : Exception($"the invocation never completes: {what}");
