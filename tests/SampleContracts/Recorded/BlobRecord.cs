using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.BlobRecord")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class BlobRecord : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("blob")]
    public Blob Blob([Input("blob")] Blob value) => value;
}
