using P8e.Chain.Submission;
using P8e.Chain.Tests.Support;

namespace P8e.Chain.Tests.Submission;

/// <summary>
/// Random histories of a node, a storage and one or two writers (reliability R16, R17). Whatever happens: no row pays twice, nothing is signed again too
/// early or sent unstored (both watched by the scene), and in the end every row has the outcome that the chain has.
/// </summary>
public sealed class OutboxWriterSimulationTests
{
    private const int Histories = 1000;
    private const int Rows = 6;
    private const int Steps = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RunAsync_RandomHistories_LoseNothingAndDoubleNothing(int writers)
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            await HistoryAsync(seed, writers);
        }
    }

    private static async Task HistoryAsync(int seed, int writers)
    {
        var random = new Random(seed);
        var scene = new WriterScene(new ChainOptions { ChainId = Samples.ChainId, TimeoutBlocks = 5, ResendAfterBlocks = 1 + random.Next(3), AttemptsMaximum = 20 });
        var hosts = Enumerable.Range(0, writers).Select(_ => scene.NewWriter()).ToArray();
        var added = 0;
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(10))
            {
                case 0 or 1 when added < Rows:
                    await scene.AddAsync($"{(random.Next(4) == 0 ? FakeNode.FailingMemo : "row")} {added++}");
                    break;
                case 2:
                    scene.Node.Faults.Enqueue((BroadcastFault)random.Next(1 + (int)BroadcastFault.Evicted));
                    break;
                case 3:
                    scene.Outbox.Faults.Enqueue(random.Next(2) == 0);
                    break;
                case 4:
                    hosts[random.Next(writers)] = scene.NewWriter();
                    break;
                case 5 when random.Next(3) == 0:
                    scene.Node.LoseMempool();
                    break;
                case 6 when random.Next(5) == 0:
                    scene.Node.UseSequenceElsewhere();
                    break;
                case < 8:
                    scene.Node.ProduceBlock();
                    break;
                default:
                    await WriterScene.TryRunAsync(hosts[random.Next(writers)]);
                    break;
            }
        }

        await FinishAsync(scene, hosts[0]);
        for (var row = 0; row < added; row++)
        {
            await AssertOutcomeAsync(scene, seed, row);
        }
    }

    private static async Task FinishAsync(WriterScene scene, OutboxWriter writer)
    {
        scene.Node.Faults.Clear();
        scene.Outbox.Faults.Clear();
        WriterReport? report = null;
        for (var run = 0; run < 60 && report is not { Open: 0 }; run++)
        {
            report = await WriterScene.TryRunAsync(writer);
            scene.Node.ProduceBlock();
        }

        Assert.Equal(0, report?.Open);
    }

    private static async Task AssertOutcomeAsync(WriterScene scene, int seed, int row)
    {
        string[] ids = [$"row {row}", $"{FakeNode.FailingMemo} {row}"];
        var stored = await scene.Stored.FindAsync(Samples.AliceAddress, ids[0], TestContext.Current.CancellationToken) ?? await scene.RowAsync(ids[1]);
        var expected = stored.Id == ids[0] ? OutboxState.Committed : OutboxState.Failed;
        Assert.True(stored.State == expected && scene.PaidFor(stored.Id) == 1, $"history {seed}, {stored.Id}: {stored.State}, paid {scene.PaidFor(stored.Id)}");
    }
}
