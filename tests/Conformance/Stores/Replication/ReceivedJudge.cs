using System.Security.Cryptography;
using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Replication;

/// <summary>Compares what the peers got with what the recorder's peers got, member by member.</summary>
internal sealed class ReceivedJudge(StoreCase recorded, ReplicationStage stage, Verdict verdict)
{
    /// <summary>Which program it is, where the peer listens, and that we take no compressed answer.</summary>
    private static readonly string[] s_incidental = ["user-agent", ":authority", "grpc-accept-encoding"];

    private IReadOnlyList<ReceivedPut> Received => [.. stage.Peers.Values.SelectMany(peer => peer.Received)];

    internal void Judge()
    {
        JudgeReceived();
        JudgeFirst();
        JudgeOrder();
        JudgeHeaders();
        JudgeHandshakes();
        JudgeHungPeer();
    }

    private void JudgeReceived()
    {
        switch (recorded.Find("received"))
        {
            case { ValueKind: JsonValueKind.Number } count:
                var scheme = recorded.Element.GetProperty("registered")[0].Text("url").Split(':')[0];
                verdict.Settle(
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
                verdict.Settle("received", theirs.SetEquals(ours), ReplicationDifferences.LostFile, ours.SetEquals(PreparedNumbers().Except(lost)), $"recorded {string.Join(' ', theirs)}, ours {string.Join(' ', ours)}");
                break;
        }

        if (recorded.Find("callsToPeer") is { } calls)
        {
            verdict.Settle("callsToPeer", calls.GetInt32() == Received.Count, $"ours {Received.Count}");
        }
    }

    private void JudgeFirst()
    {
        if (recorded.Find("receivedContainer") is { } container && Received is [var first, ..])
        {
            verdict.Settle("receivedContainer", container.Text("sha256") == Convert.ToHexStringLower(SHA256.HashData(first.Container)), $"ours has {first.Container.Length} bytes with another hash");
        }

        if (recorded.Find("receivedShape") is { } shape && Received is [var shaped, ..])
        {
            var theirs = string.Join("; ", shape.EnumerateArray().Select(entry => $"{entry.Text("impl")} {HeaderName(entry)} {entry.GetProperty("bytes").GetInt32()}"));
            var ours = string.Join("; ", shaped.Messages.Select(ShapeOf));
            verdict.Settle("receivedShape", theirs == ours, $"recorded {theirs}, ours {ours}");
        }
    }

    private void JudgeMessages(JsonElement puts)
    {
        verdict.Settle("received", puts.GetArrayLength() == Received.Count, $"recorded {puts.GetArrayLength()} uploads, ours {Received.Count}");
        foreach (var (theirs, ours) in puts.EnumerateArray().Zip(Received))
        {
            var messages = theirs.GetProperty("messages").EnumerateArray().Select(message => ChunkBidi.Parser.ParseFrom(message.Base64("base64"))).ToArray();
            verdict.Settle("received messages", messages.SequenceEqual(ours.Messages), $"recorded {string.Join("; ", messages.Select(ShapeOf))}; ours {string.Join("; ", ours.Messages.Select(ShapeOf))}");
        }
    }

    /// <summary>In which order containers came, and how often refused ones came again.</summary>
    private void JudgeOrder()
    {
        var ours = Received.Select(put => put.Number).ToArray();
        if (recorded.Find("callsAfterRegistration") is { } batches)
        {
            var theirs = batches.EnumerateArray().Select(call => call[1].GetString()!).ToArray();
            verdict.Settle("callsAfterRegistration", theirs.SequenceEqual(ours), $"recorded {string.Join(' ', theirs)}, ours {string.Join(' ', ours)}");
        }

        if (recorded.Find("callsAfterPut") is { } again)
        {
            var theirs = again.EnumerateArray().Select(call => call[1].GetString()!).ToArray();
            verdict.Settle(
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
        verdict.Settle(member, theirs.SetEquals(ours), meant, ours.SetEquals(PreparedNumbers()), $"recorded {string.Join(' ', theirs)}, ours {string.Join(' ', ours)}");
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
        verdict.Settle("requestHeaders", ours is not null && theirs.SetEquals(ours), meant, isDeclared, $"recorded {string.Join(", ", theirs)}, ours {(ours is null ? "none" : string.Join(", ", ours))}");
    }

    private void JudgeHandshakes()
    {
        if (recorded.Find("tlsVersionAndAlpn") is { } handshakes)
        {
            var theirs = string.Join("; ", handshakes.EnumerateArray().Select(pair => $"{pair[0].GetString()!.Replace("TLSv1.", "Tls1", StringComparison.Ordinal)} {pair[1].GetString()}"));
            var ours = string.Join("; ", stage.Peers.Values.SelectMany(peer => peer.Handshakes));
            verdict.Settle("tlsVersionAndAlpn", theirs == ours, $"recorded {theirs}, ours {ours}");
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
        verdict.Settle("healthyPeerAfter6s", theirs.SequenceEqual(ours), ReplicationDifferences.HungPeer, all.SequenceEqual(ours), $"recorded {string.Join(' ', theirs)}, ours {string.Join(' ', ours)}");
    }

    private IEnumerable<string> PreparedNumbers() => new ReplicationStory(recorded).Prepared.Select(put => $"{put.Number}");

    private static string HeaderName(JsonElement entry) => entry.GetProperty("header") is { ValueKind: JsonValueKind.Object } header ? header.Text("name") : "-";

    private static string ShapeOf(ChunkBidi message) => message.ImplCase == ChunkBidi.ImplOneofCase.MultiStreamHeader
        ? "multi_stream_header - 0"
        : $"chunk.{message.Chunk.ImplCase.ToString().ToLowerInvariant()} {message.Chunk.Header?.Name ?? "-"} {(message.Chunk.ImplCase == Chunk.ImplOneofCase.Value ? message.Chunk.Value.Length : message.Chunk.Data.Length)}";
}
