using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Leaves threads behind: one that works and one that keeps the process alive.</summary>
[P8eContract("org.example.unruly.LeavesThreads")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class LeavesThreads : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        new Thread(() => Spin(note)) { IsBackground = true }.Start();
        new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = false }.Start();
        return note;
    }

    private static void Spin(Note note)
    {
        while (note.Text.Length >= 0)
        {
        }
    }
}
