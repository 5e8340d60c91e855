using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.ConstructorThrows")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ConstructorThrows : P8eContract
{
    public ConstructorThrows() => throw new InvalidOperationException("constructor refuses");

    [Function(PartyType.Originator)]
    [Record("memo")]
    public Note Memo([Input("note")] Note note) => note;
}
