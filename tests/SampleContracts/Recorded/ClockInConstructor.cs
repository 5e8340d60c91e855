using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.ClockInConstructor")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class ClockInConstructor : P8eContract
{
    private readonly DateTimeOffset _began;

    public ClockInConstructor() => _began = Context.Now;

    [Function(PartyType.Originator)]
    [Record("clock")]
    public Note Clock([Input("note")] Note note) => _began == Context.Now ? note : new Note();
}
