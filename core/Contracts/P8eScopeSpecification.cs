namespace P8e.Contracts;

/// <summary>What a class extends to define a scope specification (p8e-sdk 2.1); the attribute says everything, the class stays empty.</summary>
/// <example>
/// <code>
/// [ScopeSpecificationDefinition("a0000000-0000-4000-8000-000000000001", "org.example.Loan", "A loan", PartyType.Originator)]
/// public sealed class LoanScope : P8eScopeSpecification;
/// </code>
/// </example>
public abstract class P8eScopeSpecification;
