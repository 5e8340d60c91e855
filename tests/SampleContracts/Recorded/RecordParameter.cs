using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.RecordParameter")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class RecordParameter([Record("loan")] Loan constructed) : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("memo")]
    public Note Memo([Record("loan")] Loan loan, [Input("note")] Note note) => new() { Text = $"{note.Text} for {loan.LoanNumber}" };

    [Function(PartyType.Originator)]
    [Record("number")]
    public Note Number([Record("loan")] Loan loan) => new() { Text = ReferenceEquals(loan, constructed) ? loan.LoanNumber : "another loan" };
}
