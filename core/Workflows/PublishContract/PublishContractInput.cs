namespace P8e.Workflows.PublishContract;

/// <summary>What <see cref="PublishContractOrchestrator"/> is started with: hashes and public keys only. Both assemblies lie in the affiliate's store already.</summary>
/// <param name="ContractPackage">SHA-256 of the contract assembly, base64.</param>
/// <param name="RecordPackage">SHA-256 of the record assembly, base64.</param>
/// <param name="Audience">Encryption keys of further readers, as <c>p8e keys</c> prints them.</param>
public sealed record PublishContractInput(string ContractPackage, string RecordPackage, IReadOnlyList<string> Audience);
