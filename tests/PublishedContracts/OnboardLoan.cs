using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.PublishedContracts;

[P8eContract("org.example.published.OnboardLoan")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.example.published.Loan")]
public sealed class OnboardLoan([Record("note", Optional = true)] Note? note) : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("borrower")]
    public Borrower Borrower([Input("borrower")] Borrower value) => value;

    [Function(PartyType.Originator)]
    [Record("documents")]
    public DocumentList Documents([Input("documents")] DocumentList value) => value;

    [Function(PartyType.Originator)]
    [Record("loan")]
    public Loan Loan([Input("loan")] Loan value) => value;

    [Function(PartyType.Originator)]
    [Record("summary")]
    public LoanSummary Summary([Input("loan")] Loan loan, [Input("borrower")] Borrower borrower) => new()
    {
        Text = $"{borrower.FirstName} {borrower.LastName} owes {loan.Principal?.Units ?? 0} {note?.Text}",
        StepCount = 1,
    };
}
