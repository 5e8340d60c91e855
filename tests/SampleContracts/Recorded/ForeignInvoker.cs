using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.ForeignInvoker")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ForeignInvoker : P8eContract
{
    [Function(PartyType.Custodian)]
    [Record("note")]
    public Note Note([Input("note")] Note note) => note;
}
