using P8e.Contracts;
using P8e.SampleRecords.Onboard;

namespace P8e.SampleContracts.Upstream;

[P8eContract("io.provenance.scope.examples.contract.AddLoanDocument")]
[Participants(PartyType.Originator)]
[ScopeSpecification("io.provenance.examples.Loan")]
public sealed class AddLoanDocument([Record("documents")] DocumentList documents) : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("documents")]
    public DocumentList AddDocument([Input("documents")] DocumentList added) => documents.Equals(added) ? documents : added;
}
