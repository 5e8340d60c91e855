using Google.Protobuf.WellKnownTypes;
using P8e.Contracts;
using P8e.SampleRecords;
using P8e.SampleRecords.Clashing;
using P8e.SampleRecords.Shapes;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.NestedNames")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class NestedNames : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("address")]
    public Borrower.Types.Address Address([Input("address")] Borrower.Types.Address value) => value;

    [Function(PartyType.Originator)]
    [Record("clash")]
    public Clash Clash([Input("clash")] Clash value) => value;

    [Function(PartyType.Originator)]
    [Record("leaf")]
    public Leaf Leaf([Input("leaf")] Leaf value) => value;

    [Function(PartyType.Originator)]
    [Record("when")]
    public Timestamp WhenIs([Input("when")] Timestamp value) => value;
}
