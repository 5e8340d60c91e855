using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Ends the process as a crash.</summary>
[P8eContract("org.example.unruly.FailsFast")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class FailsFast : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        Environment.FailFast("no more");
        return note;
    }
}
