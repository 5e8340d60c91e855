using Google.Protobuf;
using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Returns more than a message may hold.</summary>
[P8eContract("org.example.unruly.ReturnsMuch")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ReturnsMuch : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("blob")]
    public Blob Blob([Input("note")] Note note) => new() { Data = ByteString.CopyFrom(new byte[65 << 20]) };
}
