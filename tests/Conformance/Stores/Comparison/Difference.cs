namespace P8e.Conformance.Stores.Comparison;

/// <summary>A difference that is meant: where the reference server fails its users, ours does not do the same.</summary>
/// <param name="Rule">Where the rule stands.</param>
/// <param name="Theirs">What the reference server does.</param>
/// <param name="Ours">What ours does, exactly.</param>
/// <param name="Why">Why.</param>
/// <param name="Explains">Whether a finding is this difference and our answer exactly the declared one.</param>
internal sealed record Difference(string Rule, string Theirs, string Ours, string Why, Func<StepFacts, bool> Explains);
