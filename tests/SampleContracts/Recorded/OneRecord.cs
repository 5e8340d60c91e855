using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.OneRecord")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public class OneRecord : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note) => note;
}
