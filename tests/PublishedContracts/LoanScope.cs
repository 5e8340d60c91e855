using P8e.Contracts;

namespace P8e.PublishedContracts;

[ScopeSpecificationDefinition("b0000000-0000-4000-8000-000000000001", "org.example.published.Loan", "A loan", PartyType.Originator)]
public sealed class LoanScope : P8eScopeSpecification;
