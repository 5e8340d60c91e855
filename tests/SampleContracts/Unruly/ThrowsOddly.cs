using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Throws what cannot say what it is.</summary>
[P8eContract("org.example.unruly.ThrowsOddly")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ThrowsOddly : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note) => throw new MuteException();

    private sealed class MuteException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }
}
