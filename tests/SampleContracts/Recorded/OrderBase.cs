using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

/// <summary>No contract itself: it cannot be constructed.</summary>
public abstract class OrderBase : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("r_zBase")]
    public Note ZBase([Input("note")] Note note) => note;

    [Function(PartyType.Originator)]
    [Record("r_aBase")]
    public Note ABase([Input("note")] Note note) => note;
}
