using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Writes a file.</summary>
[P8eContract("org.example.unruly.WritesAFile")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class WritesAFile : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        File.WriteAllText(note.Text, note.Text);
        return note;
    }
}
