using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.ClashingInputTypes")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ClashingInputTypes : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("a")]
    public Note A([Input("value")] Note value) => value;

    [Function(PartyType.Originator)]
    [Record("b")]
    public Money B([Input("value")] Money value) => value;
}
