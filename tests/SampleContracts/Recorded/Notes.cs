using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.Notes")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class Notes([Record("notes", Optional = true)] NoteList? notes) : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("notes")]
    public NoteList AppendNote([Input("note")] Note note)
    {
        var appended = notes?.Clone() ?? new NoteList();
        appended.Notes.Add(note);
        return appended;
    }

    [Function(PartyType.Originator)]
    [SkipIfRecordExists("notes")]
    [Record("first_note")]
    public Note FirstNote([Input("note")] Note note) => note;
}
