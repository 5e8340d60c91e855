using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.SameRoleTwice")]
[Participants(PartyType.Originator, PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class SameRoleTwice : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note) => note;
}
