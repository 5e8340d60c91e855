using P8e.Protocol.Identifiers;

namespace P8e.Chain.Submission;

/// <summary>The right to change an account's rows, until somebody else claims it. Opaque to all but the adapter.</summary>
/// <param name="Account">The account.</param>
/// <param name="Token">What the adapter knows the claim by.</param>
public sealed record WriterClaim(AccountAddress Account, string Token);
