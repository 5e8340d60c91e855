using P8e.Contracts;
using P8e.SampleRecords.Onboard;

namespace P8e.SampleContracts.Upstream;

[P8eContract("io.provenance.scope.examples.contract.LoanOnboard")]
[Participants(PartyType.Originator)]
[ScopeSpecification("io.provenance.examples.Loan")]
public sealed class LoanOnboard : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("credit_report")]
    public CreditReport CreditReport([Input("credit_report")] CreditReport value) => value;

    [Function(PartyType.Originator)]
    [Record("income")]
    public Income Income([Input("income")] Income value) => value;

    [Function(PartyType.Originator)]
    [Record("documents")]
    public DocumentList InitialDocuments([Input("documents")] DocumentList value) => value;

    [Function(PartyType.Originator)]
    [Record("lien")]
    public Lien Lien([Input("lien")] Lien value) => value;

    [Function(PartyType.Originator)]
    [Record("loan")]
    public Loan Loan([Input("loan")] Loan value) => value;

    [Function(PartyType.Originator)]
    [Record("underwriting_packet")]
    public UnderwritingPacket UnderwritingPacket([Input("underwriting_packet")] UnderwritingPacket value) => value;
}
