using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Writes past the console, into the pipe of the sandbox.</summary>
[P8eContract("org.example.unruly.WritesToThePipe")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class WritesToThePipe : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        using var output = Console.OpenStandardOutput();
        output.Write("not a message"u8);
        return note;
    }
}
