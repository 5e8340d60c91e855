using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.PublishedContracts;

[P8eContract("org.example.published.KeepNote")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.example.published.Loan", "org.example.published.Archive")]
public sealed class KeepNote : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note) => note;
}
