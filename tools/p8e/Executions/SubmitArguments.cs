namespace P8e.Cli.Executions;

/// <summary>What <c>p8e submit</c> was told.</summary>
/// <param name="File">JSON: contract, scope, role, records.</param>
/// <param name="Key">The same key is the same execution, however often it is sent.</param>
/// <param name="Waits">False: the answer is that it was taken.</param>
internal sealed record SubmitArguments(string File, string Key, bool Waits);
