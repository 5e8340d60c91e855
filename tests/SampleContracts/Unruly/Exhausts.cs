using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Takes all the memory it can get.</summary>
[P8eContract("org.example.unruly.Exhausts")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class Exhausts : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        var kept = new List<byte[]>();
        while (kept.Count >= 0)
        {
            kept.Add(GC.AllocateUninitializedArray<byte>(1 << 20));
        }

        return note;
    }
}
