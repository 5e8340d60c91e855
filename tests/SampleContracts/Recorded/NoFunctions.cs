using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.NoFunctions")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class NoFunctions : P8eContract
{
    public Note Helper(Note note) => note;
}
