using System.Text;
using P8e.Index.Rows;
using P8e.Index.Tests.Support;
using P8e.Ports.Index;

namespace P8e.Index.Tests;

/// <summary>Whatever crashes and repeats, and though two processes index: the index ends as if every block had been handled once.</summary>
public sealed class ScopeIndexerSimulationTests
{
    private const int Blocks = 80;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<int>> Seeds => Enumerable.Range(1, 25).Select(seed => new TheoryDataRow<int>(seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Handle_CrashesRepeatsAndASecondProcess_EndAsOneCleanRun(int seed)
    {
        var random = new Random(seed);
        var clean = new IndexScene();
        foreach (var block in new RandomChain(seed, Blocks, clean.Node).Blocks)
        {
            await clean.HandleAsync(block);
        }

        var rough = new IndexScene();
        var chain = new RandomChain(seed, Blocks, rough.Node);
        rough.Store.BeforeWrite = _ =>
        {
            if (random.Next(4) == 0)
            {
                throw new IOException("crash");
            }
        };
        var crashes = 0;
        for (var cursor = 0; cursor < Blocks;)
        {
            // A batch from at or before the cursor, as a process that lost its answer or its lease would handle it.
            var first = Math.Max(0, cursor - random.Next(10));
            var batch = chain.Blocks.Skip(first).Take(cursor - first + 1 + random.Next(10)).ToArray();
            try
            {
                await rough.HandleAsync(batch);
                cursor = first + batch.Length;
            }
            catch (IOException)
            {
                crashes++;
            }
        }

        Assert.NotEqual(0, crashes);
        Assert.Equal(await TextAsync(clean), await TextAsync(rough));
    }

    [Fact]
    public async Task Handle_RandomChain_EndsWithWhatTheNodeSays()
    {
        var standings = new HashSet<ScopeStanding>();
        foreach (var seed in Enumerable.Range(1, 25))
        {
            var scene = new IndexScene();
            await scene.HandleAsync([.. new RandomChain(seed, Blocks, scene.Node).Blocks]);
            foreach (var scope in RandomChain.AllScopes)
            {
                var reading = await scene.Node.ReadScopeAsync(scope, Blocks, Token);
                var found = await scene.Index.FindScopeAsync(scope, Token);
                var isOurs = reading.Scope?.ValueOwner == SampleScopes.Account("alice").ToString();
                Assert.Equal(isOurs, found?.Row.Standing == ScopeStanding.Current);
                Assert.Equal(isOurs ? reading.Records.Select(SampleScopes.Text).Order() : [], (found?.Records ?? []).Select(row => SampleScopes.Text(row.Content)).Order());
                standings.Add(found?.Row.Standing ?? ScopeStanding.Arriving);
            }
        }

        Assert.Superset(new HashSet<ScopeStanding> { ScopeStanding.Current, ScopeStanding.Left, ScopeStanding.Deleted }, standings);
    }

    private static async Task<string> TextAsync(IndexScene scene)
    {
        var text = new StringBuilder();
        foreach (var scope in RandomChain.AllScopes)
        {
            var found = await scene.Index.FindScopeAsync(scope, Token);
            text.AppendLine(found is null ? "-" : SampleScopes.Text(found with { Row = found.Row with { Affiliate = SampleAffiliate } }));
            foreach (var name in RandomChain.RecordNames)
            {
                text.AppendLine(SampleScopes.Text((await scene.Index.ListHistoryAsync(scope, name, null, 100, Token)).Items));
            }
        }

        return text.ToString();
    }

    private static Protocol.Identifiers.AffiliateName SampleAffiliate { get; } = Protocol.Identifiers.AffiliateName.Parse("any");
}
