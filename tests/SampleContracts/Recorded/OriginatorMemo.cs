using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.OriginatorMemo")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.ServicedLoan")]
public sealed class OriginatorMemo : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("memo")]
    public Note Memo([Input("memo")] Note value) => value;
}
