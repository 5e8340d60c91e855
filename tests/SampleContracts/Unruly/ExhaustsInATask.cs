using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Takes all the memory it can get, on another thread.</summary>
[P8eContract("org.example.unruly.ExhaustsInATask")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ExhaustsInATask : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        Task.Run(() => new Exhausts().Note(note)).Wait();
        return note;
    }
}
