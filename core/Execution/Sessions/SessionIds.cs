namespace P8e.Execution.Sessions;

/// <summary>What a new scope's session is called; chosen by the caller, so that packaging again gives the same bytes (p8e-sdk 4.2).</summary>
/// <param name="Scope">UUID of the scope.</param>
/// <param name="ScopeSpecification">UUID of the scope's specification.</param>
/// <param name="Session">UUID of the session.</param>
/// <param name="Execution">UUID by which the parties tell executions apart.</param>
public sealed record SessionIds(Guid Scope, Guid ScopeSpecification, Guid Session, Guid Execution);
