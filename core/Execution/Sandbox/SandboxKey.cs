using P8e.Protocol.Identifiers;

namespace P8e.Execution.Sandbox;

/// <summary>Whose process it is: processes are never shared between affiliates or packages (design 8).</summary>
/// <param name="Affiliate">The affiliate that the run is for.</param>
/// <param name="Contracts">Hash of the contract assembly.</param>
/// <param name="Records">Hash of the record assembly.</param>
public sealed record SandboxKey(AffiliateName Affiliate, ObjectHash Contracts, ObjectHash Records);
