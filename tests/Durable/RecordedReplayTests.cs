using P8e.Conformance.Durable;
using P8e.Durable.Tests.Support;

namespace P8e.Durable.Tests;

/// <summary>What the official engines do (vectors README): every recorded round, wire sample and GUID.</summary>
public sealed class RecordedReplayTests
{
    private const int Rounds = 150;
    private const int WireSamples = 17;
    private const int Guids = 3;

    [Fact]
    public async Task RecordedCases_OfTheOfficialEngines_AllAgree()
    {
        var token = TestContext.Current.CancellationToken;
        var results = await new DurableKind().RunAsync(Vectors.PathOf("durable-replay.json"), token).ToListAsync(token);

        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.Equal(Rounds + WireSamples + Guids, results.Count);
    }
}
