using Microsoft.Win32.SafeHandles;
using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Closes every descriptor that it may be given, the pipe's among them.</summary>
[P8eContract("org.example.unruly.ClosesHandles")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ClosesHandles : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        for (var descriptor = 0; descriptor < 64; descriptor++)
        {
            new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
        }

        return note;
    }
}
