using P8e.Contracts;

namespace P8e.PublishedContracts;

[ScopeSpecificationDefinition("b0000000-0000-4000-8000-000000000002", "org.example.published.Archive", "What is kept of a loan", PartyType.Originator)]
public sealed class ArchiveScope : P8eScopeSpecification;
