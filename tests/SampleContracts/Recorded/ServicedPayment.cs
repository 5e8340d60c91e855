using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.ServicedPayment")]
[Participants(PartyType.Servicer, PartyType.Originator)]
[ScopeSpecification("org.p8evec.ServicedLoan")]
public sealed class ServicedPayment([Record("loan")] Loan loan) : P8eContract
{
    [Function(PartyType.Servicer)]
    [Record("loan")]
    public Loan Pay([Input("payment")] Payment payment)
    {
        var paid = loan.Clone();
        paid.Tags.Add($"payment:{payment.Id}");
        return paid;
    }
}
