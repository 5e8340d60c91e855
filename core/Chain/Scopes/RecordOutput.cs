namespace P8e.Chain.Scopes;

/// <summary>An output of a record.</summary>
/// <param name="Hash">Its hash as on the chain, mostly base64; may be empty when it was skipped.</param>
/// <param name="Status"><c>PASS</c>, <c>SKIP</c> or <c>FAIL</c>; a number when the chain has one we do not know.</param>
public sealed record RecordOutput(string Hash, string Status);
