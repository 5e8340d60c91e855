using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.PublishContract;

/// <summary>The custom status of <see cref="PublishContractOrchestrator"/>.</summary>
/// <param name="Step"><c>preparing</c>, <c>writing</c>, <c>cataloguing</c> or <c>published</c>.</param>
/// <param name="Succeeded">How many transactions have succeeded.</param>
/// <param name="Of">How many there are.</param>
/// <param name="Latest">The last outcome; null before there is one.</param>
public sealed record PublishContractStatus(string Step, int Succeeded, int Of, TransactionOutcome? Latest);
