using P8e.Contracts;

namespace P8e.UnrulyContracts;

[ScopeSpecificationDefinition("b0000000-0000-4000-8000-000000000011", "org.example.unruly.Scope", "What unruly contracts write", PartyType.Originator)]
public sealed class UnrulyScope : P8eScopeSpecification;
