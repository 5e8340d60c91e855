using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Throws where nobody catches.</summary>
[P8eContract("org.example.unruly.ThrowsInAThread")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ThrowsInAThread : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        var thread = new Thread(() => throw new InvalidOperationException("nobody catches this"));
        thread.Start();
        thread.Join();
        return note;
    }
}
