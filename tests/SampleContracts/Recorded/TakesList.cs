using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.TakesList")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class TakesList([Record("loans")] IReadOnlyList<Loan> loans) : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("count")]
    public LoanSummary Count([Input("note")] Note note) => new() { Text = note.Text, StepCount = loans.Count };
}
