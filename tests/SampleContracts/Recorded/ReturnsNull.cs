using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.ReturnsNull")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ReturnsNull : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("nothing")]
    public Note Nothing([Input("note")] Note note) => null!;
}
