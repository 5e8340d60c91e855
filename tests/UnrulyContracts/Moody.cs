using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.UnrulyContracts;

/// <summary>Does what its note says: throws, loops, takes all memory, ends the process; any other note it keeps.</summary>
[P8eContract("org.example.unruly.Moody")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.example.unruly.Scope")]
public sealed class Moody : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        switch (note.Text)
        {
            case "throw":
                throw new InvalidOperationException("the note is not to my taste");
            case "loop":
                while (note.Text.Length >= 0)
                {
                }

                break;
            case "exhaust":
                var kept = new List<byte[]>();
                while (kept.Count >= 0)
                {
                    kept.Add(GC.AllocateUninitializedArray<byte>(1 << 20));
                }

                break;
            case "exit":
                Environment.Exit(3);
                break;
        }

        return note;
    }
}
