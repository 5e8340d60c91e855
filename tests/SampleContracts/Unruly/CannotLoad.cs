using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Meets what an assembly that is missing looks like, in a static constructor.</summary>
[P8eContract("org.example.unruly.CannotLoad")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class CannotLoad : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note) => Missing.Note;

    private static class Missing
    {
        public static Note Note { get; } = Load();

        private static Note Load() => throw new FileNotFoundException("Could not load file or assembly");
    }
}
