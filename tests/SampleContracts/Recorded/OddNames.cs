using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.OddNames")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class OddNames : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("  Mixed Case Näme ")]
    public Note Mixed([Input("In Put")] Note note) => note;
}
