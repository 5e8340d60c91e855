using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.TrioLoan")]
[Participants(PartyType.Owner, PartyType.Custodian, PartyType.Investor)]
[ScopeSpecification("org.p8evec.TrioLoan")]
public sealed class TrioLoan : P8eContract
{
    [Function(PartyType.Custodian)]
    [Record("custody")]
    public Note Custody([Input("custody_note")] Note note) => note;

    [Function(PartyType.Owner)]
    [Record("loan")]
    public Loan Loan([Input("loan")] Loan value) => value;

    [Function(PartyType.Investor)]
    [Record("stake")]
    public Money Stake([Input("stake")] Money value) => value;
}
