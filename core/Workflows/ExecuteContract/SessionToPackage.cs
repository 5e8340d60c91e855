namespace P8e.Workflows.ExecuteContract;

/// <summary>Input of <see cref="PackageSessionActivity"/>.</summary>
/// <param name="Request">What was submitted.</param>
/// <param name="Scope">UUID of the scope.</param>
/// <param name="Session">UUID of the session.</param>
/// <param name="Execution">UUID by which the parties tell executions apart.</param>
public sealed record SessionToPackage(ExecuteContractInput Request, Guid Scope, Guid Session, Guid Execution);
