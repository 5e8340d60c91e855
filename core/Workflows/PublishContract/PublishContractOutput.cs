using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.PublishContract;

/// <summary>What <see cref="PublishContractOrchestrator"/> ends with; the catalogue has the contracts themselves.</summary>
/// <param name="ContractPackage">SHA-256 of the contract assembly, base64.</param>
/// <param name="RecordPackage">SHA-256 of the record assembly, base64.</param>
/// <param name="Contracts">How many contracts the package has.</param>
/// <param name="Transactions">Outcomes of the transactions, in order; none when the chain had everything.</param>
public sealed record PublishContractOutput(string ContractPackage, string RecordPackage, int Contracts, IReadOnlyList<TransactionOutcome> Transactions);
