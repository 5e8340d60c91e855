using P8e.Chain.Tests.Support;
using P8e.Conformance.Events;

namespace P8e.Chain.Tests.Following;

/// <summary>Recorded results of transactions, read as a node's reply.</summary>
public sealed class RecordedEventsTests
{
    [Fact]
    public async Task Read_RecordedResult_GivesTheRecordedEvents()
    {
        var seen = 0;

        await foreach (var result in new EventKind().RunAsync(ChainVectors.PathOf("events.json"), TestContext.Current.CancellationToken))
        {
            seen++;
            Assert.True(result.Failure is null, $"{result.Case}: {result.Failure}");
        }

        Assert.Equal(19, seen);
    }
}
