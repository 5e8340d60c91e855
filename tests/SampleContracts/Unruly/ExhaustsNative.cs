using System.Runtime.InteropServices;
using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Takes all the memory outside of the heap that it can get.</summary>
[P8eContract("org.example.unruly.ExhaustsNative")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ExhaustsNative : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        for (var block = Marshal.AllocHGlobal(1 << 20); note.Text.Length >= 0; block = Marshal.AllocHGlobal(1 << 20))
        {
            Marshal.WriteByte(block, 1);
        }

        return note;
    }
}
