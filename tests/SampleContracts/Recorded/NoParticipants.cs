using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.NoParticipants")]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class NoParticipants : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("memo")]
    public Note Memo([Input("note")] Note note) => note;
}
