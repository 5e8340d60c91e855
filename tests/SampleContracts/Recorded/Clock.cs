using System.Globalization;
using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.Clock")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class Clock : P8eContract
{
    [Function("clock", PartyType.Originator)]
    [Record("clock")]
    public ClockReading Read([Input("note")] Note note) => new()
    {
        Text = Context.Now.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
        EpochSeconds = Context.Now.ToUnixTimeSeconds(),
        OffsetSeconds = (int)Context.Now.Offset.TotalSeconds,
    };
}
