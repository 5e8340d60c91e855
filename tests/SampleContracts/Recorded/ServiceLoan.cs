using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.ServiceLoan")]
[Participants(PartyType.Originator, PartyType.Servicer)]
[ScopeSpecification("org.p8evec.ServicedLoan")]
public sealed class ServiceLoan : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("loan")]
    public Loan Loan([Input("loan")] Loan value) => value;

    [Function(PartyType.Servicer)]
    [Record("servicing_terms")]
    public ServicingTerms Terms([Input("terms")] ServicingTerms terms)
    {
        var accepted = terms.Clone();
        accepted.Attributes["accepted"] = "yes";
        return accepted;
    }
}
