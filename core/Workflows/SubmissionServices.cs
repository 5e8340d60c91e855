using P8e.Chain;
using P8e.Chain.Submission;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows;

/// <summary>What the activities of <c>SubmitMessages</c> need.</summary>
/// <param name="Outbox">What is to be sent.</param>
/// <param name="Accounts">The accounts that have a writer in this deployment.</param>
/// <param name="Options">The chain.</param>
/// <param name="Clock">When rows are added.</param>
/// <param name="Added">Told after a row was added, so that the writer need not wait for its timer; must not block or throw.</param>
public sealed record SubmissionServices(IOutbox Outbox, IReadOnlySet<AccountAddress> Accounts, ChainOptions Options, TimeProvider Clock, Action Added);
