using System.Security.Cryptography;
using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Replication;

/// <summary>Compares what our sender did with what was recorded around the calls of a case, member by member.</summary>
internal sealed class ReplicationJudge(StoreCase recorded, ReplicationStage stage, Tally tally)
{
    /// <summary>A later step of a case acknowledges the mail that an earlier one brought.</summary>
    private const string Acknowledged = "acked";

    private const string Ra = "ra";
    private const string Rb = "rb";
    private const int UntilBackoffIsOver = 12;

    /// <summary>Which program it is, where the peer listens, and that we take no compressed answer.</summary>
    private static readonly string[] s_incidental = ["user-agent", ":authority", "grpc-accept-encoding"];

    private static readonly string[] s_keys = ["dev1", "dev2", "dev3", "local1"];

    internal List<string> Failures { get; } = [];

    private IReadOnlyList<ReceivedPut> Received => [.. stage.Peers.Values.SelectMany(peer => peer.Received)];

    internal void ThrowFailures()
    {
        if (Failures.Count > 0)
        {
            throw new MismatchException(string.Join(" || ", Failures.Take(3)));
        }
    }

    internal async Task JudgeAsync(CancellationToken cancellationToken)
    {
        await JudgeAttemptsAsync(cancellationToken);
        JudgeReceived();
        JudgeOrder();
        JudgeHeaders();
        JudgeHandshakes();
        JudgeHungPeer();
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
        Settle(
            member, theirs.SetEquals(ours), meant, sentToo is not null && Lines(sentToo.Contains).SetEquals(ours), $"recorded {string.Join(", ", theirs)}; ours {string.Join(", ", ours)}");
    }

    /// <summary>A difference that is declared is counted when ours is exactly that; any other is a failure.</summary>
    private void Settle(string what, bool isSame, Difference? meant, bool isDeclared, string text)
    {
        if (!isSame && meant is not null && isDeclared)
        {
            tally.Count(meant);
        }
        else if (!isSame)
        {
            Failures.Add($"{what}: {text}");
        }
    }

    private void JudgeReceived()
    {
        switch (recorded.Find("received"))
        {
            case { ValueKind: JsonValueKind.Number } count:
                var scheme = recorded.Element.GetProperty("registered")[0].Text("url").Split(':')[0];
                Settle(
                    "received", Received.Count == count.GetInt32(), ReplicationDifferences.SchemeWord, scheme is "tcp" or "grpc" && count.GetInt32() == 0 && Received.Count == 1,
                    $"recorded {count.GetInt32()} uploads, ours {Received.Count}");
                break;
            case { ValueKind: JsonValueKind.Array } puts when puts.GetArrayLength() > 0 && puts[0].ValueKind == JsonValueKind.Object:
                JudgeMessages(puts);
                break;
            case { ValueKind: JsonValueKind.Array } numbers:
                var theirs = numbers.EnumerateArray().Select(number => number.GetString()!).ToHashSet();
                var lost = PreparedNumbers().Take(1).ToHashSet();
                var ours = Received.Select(put => put.Number).ToHashSet();
                Settle("received", theirs.SetEquals(ours), ReplicationDifferences.LostFile, ours.SetEquals(PreparedNumbers().Except(lost)), $"recorded {string.Join(' ', theirs)}, ours {string.Join(' ', ours)}");
                break;
        }

        if (recorded.Find("receivedContainer") is { } container && Received is [var first, ..])
        {
            Settle("receivedContainer", container.Text("sha256") == Convert.ToHexStringLower(SHA256.HashData(first.Container)), null, false, $"ours has {first.Container.Length} bytes with another hash");
        }

        if (recorded.Find("receivedShape") is { } shape && Received is [var shaped, ..])
        {
            var theirs = string.Join("; ", shape.EnumerateArray().Select(entry => $"{entry.Text("impl")} {HeaderName(entry)} {entry.GetProperty("bytes").GetInt32()}"));
            var ours = string.Join("; ", shaped.Messages.Select(ShapeOf));
            Settle("receivedShape", theirs == ours, null, false, $"recorded {theirs}, ours {ours}");
        }

        if (recorded.Find("callsToPeer") is { } calls)
        {
            Settle("callsToPeer", calls.GetInt32() == Received.Count, null, false, $"ours {Received.Count}");
        }
    }

    private void JudgeMessages(JsonElement puts)
    {
        Settle("received", puts.GetArrayLength() == Received.Count, null, false, $"recorded {puts.GetArrayLength()} uploads, ours {Received.Count}");
        foreach (var (theirs, ours) in puts.EnumerateArray().Zip(Received))
        {
            var messages = theirs.GetProperty("messages").EnumerateArray().Select(message => ChunkBidi.Parser.ParseFrom(message.Base64("base64"))).ToArray();
            Settle("received messages", messages.SequenceEqual(ours.Messages), null, false, $"recorded {string.Join("; ", messages.Select(ShapeOf))}; ours {string.Join("; ", ours.Messages.Select(ShapeOf))}");
        }
    }

    /// <summary>In which order containers came, and how often refused ones came again.</summary>
    private void JudgeOrder()
    {
        var ours = Received.Select(put => put.Number).ToArray();
        if (recorded.Find("callsAfterRegistration") is { } batches)
        {
            var theirs = batches.EnumerateArray().Select(call => call[1].GetString()!).ToArray();
            Settle("callsAfterRegistration", theirs.SequenceEqual(ours), null, false, $"recorded {string.Join(' ', theirs)}, ours {string.Join(' ', ours)}");
        }

        if (recorded.Find("callsAfterPut") is { } again)
        {
            var theirs = again.EnumerateArray().Select(call => call[1].GetString()!).ToArray();
            Settle(
                "callsAfterPut", theirs.SequenceEqual(ours), ReplicationDifferences.RefusedObject, theirs.Distinct().SequenceEqual(ours.Distinct()) && ours.Length < theirs.Length,
                $"recorded {string.Join(' ', theirs)}, ours {string.Join(' ', ours)}");
        }

        CompareContainers("containersSeen", ReplicationDifferences.RefusedObject);
        CompareContainers("containersReceived8s", ReplicationDifferences.OneAddress);
        CompareContainers("afterOtherUrlTextForDev3", null);
    }

    /// <summary>Which containers came; where the recorded sender left some out, ours may have sent all that were put.</summary>
    private void CompareContainers(string member, Difference? meant)
    {
        if (recorded.Find(member) is not { } numbers)
        {
            return;
        }

        var theirs = numbers.EnumerateArray().Select(number => number.GetString()!).ToHashSet();
        var ours = Received.Select(put => put.Number).ToHashSet();
        Settle(member, theirs.SetEquals(ours), meant, ours.SetEquals(PreparedNumbers()), $"recorded {string.Join(' ', theirs)}, ours {string.Join(' ', ours)}");
    }

    private void JudgeHeaders()
    {
        if (recorded.Find("requestHeaders") is not { } requests || requests.GetArrayLength() == 0)
        {
            return;
        }

        var theirs = requests[0].EnumerateArray().Select(pair => (Name: pair[0].GetString()!, Value: pair[1].GetString()!)).Where(pair => !s_incidental.Contains(pair.Name)).ToHashSet();
        var ours = (Received is [var first, ..] ? first : null)?.Headers.Select(pair => (Name: pair.Key, pair.Value)).Where(pair => !s_incidental.Contains(pair.Name)).ToHashSet();
        var url = recorded.Element.GetProperty("registered")[0].Text("url");
        var meant = url.Contains('@', StringComparison.Ordinal) ? ReplicationDifferences.NamedUser : ReplicationDifferences.SchemeWord;
        var isDeclared = ours is null
            ? meant == ReplicationDifferences.NamedUser
            : theirs.Except(ours).All(pair => pair.Name == ":scheme") && ours.Except(theirs).All(pair => pair is { Name: ":scheme", Value: "http" });
        Settle("requestHeaders", ours is not null && theirs.SetEquals(ours), meant, isDeclared, $"recorded {string.Join(", ", theirs)}, ours {(ours is null ? "none" : string.Join(", ", ours))}");
    }

    private void JudgeHandshakes()
    {
        if (recorded.Find("tlsVersionAndAlpn") is { } handshakes)
        {
            var theirs = string.Join("; ", handshakes.EnumerateArray().Select(pair => $"{pair[0].GetString()!.Replace("TLSv1.", "Tls1", StringComparison.Ordinal)} {pair[1].GetString()}"));
            var ours = string.Join("; ", stage.Peers.Values.SelectMany(peer => peer.Handshakes));
            Settle("tlsVersionAndAlpn", theirs == ours, null, false, $"recorded {theirs}, ours {ours}");
        }
    }

    private void JudgeHungPeer()
    {
        if (recorded.Find("healthyPeerAfter6s") is not { } waiting)
        {
            return;
        }

        var theirs = waiting.EnumerateArray().Select(number => number.GetString()!).ToArray();
        var all = recorded.Element.GetProperty("healthyPeerAfterRelease").EnumerateArray().Select(number => number.GetString()!).ToArray();
        var ours = stage.Peers.Values.Last().Received.Select(put => put.Number).ToArray();
        Settle("healthyPeerAfter6s", theirs.SequenceEqual(ours), ReplicationDifferences.HungPeer, all.SequenceEqual(ours), $"recorded {string.Join(' ', theirs)}, ours {string.Join(' ', ours)}");
    }

    /// <summary>How often a peer that is not there was tried, and what becomes of the object when it is.</summary>
    private async Task JudgeAttemptsAsync(CancellationToken cancellationToken)
    {
        if (recorded.Find("connectAttemptsAtSecond") is { } attempts)
        {
            const int Passed = 6;
            await stage.PassAsync(recorded.Element.GetProperty("peerStartedAtSecond").GetInt32() - Passed, cancellationToken);
            var ours = await AttemptsAsync(cancellationToken);
            Settle("connectAttemptsAtSecond", attempts.GetArrayLength() == ours, null, false, $"recorded {attempts.GetArrayLength()} attempts, ours {ours}");
        }

        if (recorded.Find("failedPutsAtSecond") is { } failed)
        {
            var ours = await AttemptsAsync(cancellationToken);
            Settle("failedPutsAtSecond", failed.GetArrayLength() == ours, ReplicationDifferences.GonePeer, ours > 0 && ours < failed.GetArrayLength(), $"recorded {failed.GetArrayLength()} attempts, ours {ours}");
        }

        if (recorded.Find("replicatedAfterRestart") is not null)
        {
            await stage[Ra].RestartAsync();
        }

        foreach (var port in stage.AbsentPorts.Where(_ => recorded.Find("receivedAtSecond") is not null || recorded.Find("receivedSecondsAfterPeerStart") is not null))
        {
            await stage.StartPeerAsync(port, cancellationToken);
            await stage.PassAsync(UntilBackoffIsOver, cancellationToken);
            Settle("received when the peer was there", Received.Count > 0, null, false, "ours sent nothing");
        }

        if (recorded.Find("receivedSecondsAfterStart") is not null)
        {
            Settle("receivedSecondsAfterStart", false, ReplicationDifferences.Snapshot, Received.Count == 1, "ours sent nothing");
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
                Settle($"rbRowsAdded {table}", rows.Of(table).Any(ours => row.FindDifference(ours) is null or Acknowledged && stage.Names.Fits(row.Id, ours.Id)), null, false, $"ours lacks {row}");
            }
        }

        if (recorded.Find("rbObject") is { } stored)
        {
            var length = $"{stored[0].GetProperty("dime_length").GetInt32()}";
            Settle("rbObject", rows.Of(StoreTables.Objects).Any(row => row.Fields["dime_length"] == length), null, false, $"ours has no object of {length} bytes");
        }

        foreach (var (member, name) in new[] { ("objectsRa", Ra), ("objectsRb", Rb) }.Where(pair => recorded.Find(pair.Item1) is not null))
        {
            var count = (await OurRows.ReadAsync(stage[name].Store, cancellationToken)).Of(StoreTables.Objects).Count;
            Settle(member, recorded.Element.GetProperty(member).GetInt32() == count, null, false, $"ours {count}");
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
            Settle("deliveredWhileRaInMaintenance", HasLeftAll(), null, false, "ours still waits");
        }

        var member = recorded.Find("replicated") ?? recorded.Find("replicatedAfterRestart");
        if (member is { } flag && (flag.ValueKind == JsonValueKind.Array ? flag[0] : flag) is { ValueKind: JsonValueKind.True or JsonValueKind.False } isReplicated)
        {
            var isNamed = recorded.Find("registered") is { } entries && entries.GetArrayLength() > 0 && entries[0].Text("url").Contains('@', StringComparison.Ordinal);
            Settle("replicated", isReplicated.GetBoolean() == HasLeftAll(), isNamed ? ReplicationDifferences.NamedUser : null, !HasLeftAll() && Received.Count == 0, $"recorded {isReplicated.GetBoolean()}, ours {HasLeftAll()}");
        }
    }

    private bool HasLeftAll() => stage[Ra].Store.Replication.All.All(entry => entry.HasLeft);

    private IEnumerable<string> PreparedNumbers() => new ReplicationStory(recorded).Prepared.Select(put => $"{put.Number}");

    private static string HeaderName(JsonElement entry) => entry.GetProperty("header") is { ValueKind: JsonValueKind.Object } header ? header.Text("name") : "-";

    private static string ShapeOf(ChunkBidi message) => message.ImplCase == ChunkBidi.ImplOneofCase.MultiStreamHeader
        ? "multi_stream_header - 0"
        : $"chunk.{message.Chunk.ImplCase.ToString().ToLowerInvariant()} {message.Chunk.Header?.Name ?? "-"} {(message.Chunk.ImplCase == Chunk.ImplOneofCase.Value ? message.Chunk.Value.Length : message.Chunk.Data.Length)}";
}
