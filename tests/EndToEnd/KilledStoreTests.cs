using System.Security.Cryptography;
using P8e.Cryptography.Dime;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>
/// Two stores of which one sends to the other, over gRPC and HTTP, are killed with SIGKILL at random moments and started again: what was acknowledged reads back byte for byte and arrives
/// byte for byte, mail arrives once, and nobody ever gets a part of an object.
/// </summary>
public sealed class KilledStoreTests
{
    private const int KillsOfARun = 10;
    private const int LongRuns = 10;
    private const int LongestPauseMilliseconds = 900;
    private const int MailsAtOnce = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static ParallelOptions AtOnce => new() { MaxDegreeOfParallelism = 4, CancellationToken = Token };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Runs => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("P8E_LONG") == "1" ? LongRuns : 1)];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task PutAndReplicate_ProgramsKilledAtRandomMoments_LoseNothingAndShowNoPart(int run)
    {
        // The seed is random on purpose: each run kills at other moments. Contents, choices and pauses follow from it.
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        TestContext.Current.SendDiagnosticMessage($"run {run}: seed {seed}");
        await using var pair = await StorePair.StartAsync(Token);
        var start = TimeProvider.System.GetTimestamp();
        var traffic = new StoreTraffic(pair, seed);
        try
        {
            await KillAsync(pair, traffic, new Random(seed));
            var killed = TimeProvider.System.GetElapsedTime(start);
            await ArriveAsync(pair, traffic);
            await AssertMailArrivedOnceAsync(pair, traffic);
            var swept = (await pair.SweepAsync(pair.Originator, Token), await pair.SweepAsync(pair.Servicer, Token));
            TestContext.Current.SendDiagnosticMessage($"run {run}: {traffic.Summary}; kills {killed.TotalSeconds:F0} s of {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F0} s; swept {swept}");
            await AssertAllReadBackAsync(pair, traffic);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new InvalidOperationException($"seed {seed}; {traffic.Summary}\n{pair.Originator.Output}\n{pair.Servicer.Output}", error);
        }
    }

    private static async Task KillAsync(StorePair pair, StoreTraffic traffic, Random random)
    {
        StoreParty[][] victims = [[pair.Originator], [pair.Servicer], [pair.Originator, pair.Servicer]];
        var first = random.Next(victims.Length);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = traffic.RunAsync(until.Token, Token);
        for (var kill = 0; kill < KillsOfARun && !running.IsCompleted; kill++)
        {
            await traffic.NextAcknowledgementAsync(running, Token);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(LongestPauseMilliseconds)), TimeProvider.System, Token);
            await Task.WhenAll(victims[(first + kill) % victims.Length].Select(victim => victim.KillAndStartAsync(Token)));
        }

        await traffic.NextAcknowledgementAsync(running, Token);
        await until.CancelAsync();
        await running;
        Assert.InRange(traffic.Acknowledged.Count, KillsOfARun, int.MaxValue);
    }

    /// <summary>Waits until nothing that is there waits to be sent; the programs see to that by themselves. What was given up may be there, too.</summary>
    private static async Task ArriveAsync(StorePair pair, StoreTraffic traffic)
    {
        var there = traffic.Acknowledged.Select(what => what.Hash.ToKey().ToString()).ToHashSet();
        foreach (var what in traffic.GivenUp)
        {
            if (await traffic.CheckAsync(what, pair.Originator, overGrpc: false, Token) == true)
            {
                there.Add(what.Hash.ToKey().ToString());
            }
        }

        var start = TimeProvider.System.GetTimestamp();
        while (await pair.Originator.ReadWaitingAsync(Token) is var waiting && there.Overlaps(waiting))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{waiting.Count(there.Contains)} objects still wait to be sent");
            await Task.Delay(Pause, TimeProvider.System, Token);
        }
    }

    private static async Task AssertAllReadBackAsync(StorePair pair, StoreTraffic traffic)
    {
        foreach (var party in new[] { pair.Originator, pair.Servicer })
        {
            await Parallel.ForEachAsync(traffic.Acknowledged, AtOnce, async (what, token) => Assert.True(
                await traffic.CheckAsync(what, party, overGrpc: what.Number % 2 == 0, token) == true, $"{what} was acknowledged and is not in the {party.Name}'s store"));
            await Parallel.ForEachAsync(traffic.GivenUp, AtOnce, async (what, token) => Assert.NotNull(await traffic.CheckAsync(what, party, overGrpc: what.Number % 2 == 0, token)));
        }
    }

    /// <summary>What was sent twice because a crash came between sending and forgetting is one mail.</summary>
    private static async Task AssertMailArrivedOnceAsync(StorePair pair, StoreTraffic traffic)
    {
        var containers = new List<Guid>();
        var servicer = pair.Servicer;
        while (await servicer.Mailbox.GetAsync(servicer.Key.Key, MailsAtOnce, Token).ToListAsync(Token) is { Count: > 0 } mails)
        {
            foreach (var mail in mails)
            {
                containers.Add(DimeHeader.Parse(mail.Container.Span).ContainerId);
                await servicer.Mailbox.AcknowledgeAsync(mail.MailId, servicer.Key.Key, Token);
            }
        }

        Assert.Equal(containers.Count, containers.Distinct().Count());
        foreach (var mail in traffic.Acknowledged.Where(what => what.IsMail))
        {
            using var opened = await servicer.Objects.OpenAsync(mail.Hash, servicer.Key.Agreement, Token);
            Assert.Contains(opened.Stored.ContainerId, containers);
        }
    }
}
