using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.Failing")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class Failing : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("alpha")]
    public Note Alpha([Input("note")] Note note) => note;

    [Function(PartyType.Originator)]
    [Record("boom")]
    public Note Boom([Input("note")] Note note) => throw new InvalidOperationException($"refused: {note.Text}", new ArgumentException("inner cause"));

    [Function(PartyType.Originator)]
    [Record("zeta")]
    public Note Zeta([Input("note")] Note note) => note;
}
