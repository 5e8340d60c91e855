using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.UpdateLoan")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class UpdateLoan([Record("loan")] Loan loan, [Record("documents", Optional = true)] DocumentList? documents) : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("documents")]
    public DocumentList AddDocument([Input("document")] Document document)
    {
        var appended = documents?.Clone() ?? new DocumentList();
        appended.Documents.Add(document);
        return appended;
    }

    [Function(PartyType.Originator)]
    [Record("loan")]
    public Loan ApplyPayment([Input("payment")] Payment payment)
    {
        var paid = loan.Clone();
        var cents = Cents(loan.Principal) - Cents(payment.Amount);
        paid.Principal ??= new Money();
        paid.Principal.Units = cents / 100;
        paid.Principal.Cents = (int)(cents % 100);
        paid.State = cents == 0 ? LoanState.Paid : LoanState.Active;
        return paid;
    }

    private static long Cents(Money? money) => money is null ? 0 : (money.Units * 100) + money.Cents;
}
