using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.PublishedContracts;

[P8eContract("org.example.published.OnboardLoan")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.example.published.Loan")]
public sealed class OnboardLoan([Record("note", Optional = true)] Note? note) : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("loan")]
    public Loan Loan([Input("loan")] Loan loan) => loan;

    [Function(PartyType.Originator)]
    [Record("payment")]
    public Payment Payment([Input("payment")] Payment payment) => payment;

    [Function(PartyType.Originator)]
    [Record("summary")]
    public LoanSummary Summary([Input("loan")] Loan loan, [Input("payment")] Payment payment) => new() { Text = $"{loan.LoanNumber}: {payment.Id} {note?.Text}", StepCount = 2 };

    [Function(PartyType.Originator)]
    [Record("servicing_terms")]
    public ServicingTerms Terms([Input("terms")] ServicingTerms terms) => terms;
}
