using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Replication;

/// <summary>Compares what our stores hold after a case with what was recorded, member by member.</summary>
internal sealed class ReplicationJudge(StoreCase recorded, ReplicationStage stage, Verdict verdict)
{
    /// <summary>A later step of a case acknowledges the mail that an earlier one brought.</summary>
    private const string Acknowledged = "acked";

    private const string Ra = "ra";
    private const string Rb = "rb";
    private const int UntilBackoffIsOver = 12;

    private static readonly string[] s_keys = ["dev1", "dev2", "dev3", "local1"];

    private int ReceivedCount => stage.Peers.Values.Sum(peer => peer.Received.Count);

    internal async Task JudgeAsync(CancellationToken cancellationToken)
    {
        await JudgeAttemptsAsync(cancellationToken);
        new ReceivedJudge(recorded, stage, verdict).Judge();
        await JudgeQueuesAsync(cancellationToken);
        await JudgeOtherStoreAsync(cancellationToken);
        await JudgeDeliveryAsync(cancellationToken);
    }

    /// <summary>Compares what waits and what has left; ours may be as one declared difference has it.</summary>
    /// <param name="member">The recorded list.</param>
    /// <param name="name">Whose queue.</param>
    /// <param name="meant">The difference, or null.</param>
    /// <param name="sentToo">Containers that ours has sent although the recorded sender had not.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task CompareQueueAsync(string member, string name, Difference? meant, IReadOnlySet<string>? sentToo, CancellationToken cancellationToken)
    {
        if (recorded.Find(member) is not { ValueKind: JsonValueKind.Array } entries || !stage.Has(name))
        {
            return;
        }

        SortedSet<string> Lines(Func<string, bool> isSentToo) => new(
            entries.EnumerateArray().Select(entry => Sender.Line(entry.Text("container"), entry.Text("key"), entry.GetProperty("replicated").GetBoolean() || isSentToo(entry.Text("container")))),
            StringComparer.Ordinal);
        var containers = entries.EnumerateArray().Select(entry => $"{entry.Text("container")} for ").ToHashSet();
        var ours = await stage[name].QueueAsync(s_keys.ToDictionary(key => RowText.ReaderOf(recorded.Recording.KeyText(key)), key => key), cancellationToken);
        ours.RemoveWhere(line => containers.Count > 0 && !containers.Any(container => line.StartsWith(container, StringComparison.Ordinal)));
        var theirs = Lines(_ => false);
        verdict.Settle(
            member, theirs.SetEquals(ours), meant, sentToo is not null && Lines(sentToo.Contains).SetEquals(ours), $"recorded {string.Join(", ", theirs)}; ours {string.Join(", ", ours)}");
    }

    /// <summary>How often a peer that is not there was tried, and what becomes of the object when it is.</summary>
    private async Task JudgeAttemptsAsync(CancellationToken cancellationToken)
    {
        if (recorded.Find("connectAttemptsAtSecond") is { } attempts)
        {
            const int Passed = 6;
            await stage.PassAsync(recorded.Element.GetProperty("peerStartedAtSecond").GetInt32() - Passed, cancellationToken);
            var ours = await AttemptsAsync(cancellationToken);
            verdict.Settle("connectAttemptsAtSecond", attempts.GetArrayLength() == ours, $"recorded {attempts.GetArrayLength()} attempts, ours {ours}");
        }

        if (recorded.Find("failedPutsAtSecond") is { } failed)
        {
            var ours = await AttemptsAsync(cancellationToken);
            verdict.Settle("failedPutsAtSecond", failed.GetArrayLength() == ours, ReplicationDifferences.GonePeer, ours > 0 && ours < failed.GetArrayLength(), $"recorded {failed.GetArrayLength()} attempts, ours {ours}");
        }

        if (recorded.Find("replicatedAfterRestart") is not null)
        {
            await stage[Ra].RestartAsync();
        }

        foreach (var port in stage.AbsentPorts.Where(_ => recorded.Find("receivedAtSecond") is not null || recorded.Find("receivedSecondsAfterPeerStart") is not null))
        {
            await stage.StartPeerAsync(port, cancellationToken);
            await stage.PassAsync(UntilBackoffIsOver, cancellationToken);
            verdict.Settle("received when the peer was there", ReceivedCount > 0, "ours sent nothing");
        }

        if (recorded.Find("receivedSecondsAfterStart") is not null)
        {
            verdict.Settle("receivedSecondsAfterStart", false, ReplicationDifferences.Snapshot, ReceivedCount == 1, "ours sent nothing");
        }
    }

    private async Task<int> AttemptsAsync(CancellationToken cancellationToken)
    {
        var attempts = 0;
        foreach (var (row, hasLeft) in stage[Ra].Store.Replication.All.Where(entry => !entry.HasLeft))
        {
            await foreach (var waiting in stage[Ra].Store.Replication.ListAsync(row.Affiliate, row.Reader, DateTimeOffset.MaxValue, cancellationToken))
            {
                attempts = Math.Max(attempts, waiting.Attempts);
            }
        }

        return attempts;
    }

    private async Task JudgeQueuesAsync(CancellationToken cancellationToken)
    {
        var refused = new ReplicationStory(recorded).Refused;
        var notRefused = PreparedNumbers().Where(number => !refused.Contains(number)).ToHashSet();
        var isOneAddress = recorded.Find("containersReceived8s") is not null;
        var sentToo = isOneAddress ? PreparedNumbers().ToHashSet() : PreparedNumbers().Skip(1).ToHashSet();
        await CompareQueueAsync("queue", Ra, isOneAddress ? ReplicationDifferences.OneAddress : ReplicationDifferences.LostFile, sentToo.Count > 0 ? sentToo : null, cancellationToken);
        await CompareQueueAsync("queueAfter", Ra, null, null, cancellationToken);
        await CompareQueueAsync("queueAfter3s", Ra, null, null, cancellationToken);
        await CompareQueueAsync("queueAfter6s", Ra, ReplicationDifferences.RefusedObject, notRefused.Count > 0 ? notRefused : null, cancellationToken);
        await CompareQueueAsync("queueAfterSecondPut", Ra, null, null, cancellationToken);
        await CompareQueueAsync("pendingWhileRbInMaintenance", Ra, null, null, cancellationToken);
        await CompareQueueAsync("queueRa", Ra, null, null, cancellationToken);
        await CompareQueueAsync("queueRb", Rb, null, null, cancellationToken);
        await CompareQueueAsync("queueOnRb", Rb, null, null, cancellationToken);
    }

    private async Task JudgeOtherStoreAsync(CancellationToken cancellationToken)
    {
        if (!stage.Has(Rb))
        {
            return;
        }

        var rows = await OurRows.ReadAsync(stage[Rb].Store, cancellationToken);
        foreach (var table in StoreTables.All.Where(_ => recorded.Find("rbRowsAdded") is not null))
        {
            foreach (var row in RecordedRows.Added(recorded.Element.GetProperty("rbRowsAdded"), null, table))
            {
                verdict.Settle($"rbRowsAdded {table}", rows.Of(table).Any(ours => row.FindDifference(ours) is null or Acknowledged && stage.Names.Fits(row.Id, ours.Id)), $"ours lacks {row}");
            }
        }

        if (recorded.Find("rbObject") is { } stored)
        {
            var length = $"{stored[0].GetProperty("dime_length").GetInt32()}";
            verdict.Settle("rbObject", rows.Of(StoreTables.Objects).Any(row => row.Fields["dime_length"] == length), $"ours has no object of {length} bytes");
        }

        foreach (var (member, name) in new[] { ("objectsRa", Ra), ("objectsRb", Rb) }.Where(pair => recorded.Find(pair.Item1) is not null))
        {
            var count = (await OurRows.ReadAsync(stage[name].Store, cancellationToken)).Of(StoreTables.Objects).Count;
            verdict.Settle(member, recorded.Element.GetProperty(member).GetInt32() == count, $"ours {count}");
        }
    }

    /// <summary>Whether the objects of the steps have left; a store in maintenance sends on, and is sent to when it is out of it.</summary>
    private async Task JudgeDeliveryAsync(CancellationToken cancellationToken)
    {
        if (recorded.Find("deliveredWhileRaInMaintenance") is not null)
        {
            await stage.SetMaintenanceAsync(Ra, true, cancellationToken);
            await stage.SetMaintenanceAsync(Rb, false, cancellationToken);
            await stage.PassAsync(UntilBackoffIsOver, cancellationToken);
            verdict.Settle("deliveredWhileRaInMaintenance", HasLeftAll(), "ours still waits");
        }

        var member = recorded.Find("replicated") ?? recorded.Find("replicatedAfterRestart");
        if (member is { } flag && (flag.ValueKind == JsonValueKind.Array ? flag[0] : flag) is { ValueKind: JsonValueKind.True or JsonValueKind.False } isReplicated)
        {
            var isNamed = recorded.Find("registered") is { } entries && entries.GetArrayLength() > 0 && entries[0].Text("url").Contains('@', StringComparison.Ordinal);
            verdict.Settle("replicated", isReplicated.GetBoolean() == HasLeftAll(), isNamed ? ReplicationDifferences.NamedUser : null, !HasLeftAll() && ReceivedCount == 0, $"recorded {isReplicated.GetBoolean()}, ours {HasLeftAll()}");
        }
    }

    private bool HasLeftAll() => stage[Ra].Store.Replication.All.All(entry => entry.HasLeft);

    private IEnumerable<string> PreparedNumbers() => new ReplicationStory(recorded).Prepared.Select(put => $"{put.Number}");
}
