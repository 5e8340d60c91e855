using P8e.Contracts;

namespace P8e.SampleContracts.Recorded;

[ScopeSpecificationDefinition(
    "a0000000-0000-4000-8000-000000000001",
    "org.p8evec.Loan",
    "A loan held by one originator",
    PartyType.Originator,
    WebsiteUrl = "https://p8evec.example/loan",
    IconUrl = "https://p8evec.example/loan.png")]
public sealed class LoanScope : P8eScopeSpecification;
