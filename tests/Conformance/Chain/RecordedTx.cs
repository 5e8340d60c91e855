using System.Text.Json;
using P8e.Devchain.Blocks;

namespace P8e.Conformance.Chain;

/// <summary>A recorded transaction and what the node answered.</summary>
internal sealed record RecordedTx
{
    /// <summary>Stands for a gRPC error instead of a reply; the same bytes were sent over RPC too.</summary>
    private const uint NoReply = 999999;

    internal required string File { get; init; }

    internal required string Id { get; init; }

    internal required int Order { get; init; }

    internal required byte[] Bytes { get; init; }

    /// <summary>Null when it was rejected.</summary>
    internal long? Height { get; private init; }

    internal ChainTime? Time { get; private init; }

    /// <summary>Members code, codespace, log, and for a result of a block data and events.</summary>
    internal required JsonElement Expected { get; init; }

    /// <summary>The CheckTx reply with its events, where one was recorded.</summary>
    internal JsonElement? CheckTx { get; private init; }

    internal JsonElement? Simulation { get; private init; }

    internal JsonElement? TotalFees { get; private init; }

    internal static IEnumerable<RecordedTx> ReadAll(string file, JsonElement document)
    {
        var cases = document.GetProperty("cases").EnumerateArray().Select(element => Read(file, element));
        return document.TryGetProperty("pipeline", out var pipeline)
            ? cases.Concat(pipeline.GetProperty("txs").EnumerateArray().Select(element => Read(file, element)))
            : cases;
    }

    private static RecordedTx Read(string file, JsonElement element)
    {
        var commit = Find(element, "cometBroadcastTxCommit", "result");
        return new RecordedTx
        {
            File = file,
            Id = element.GetProperty("id").GetString()!,
            Order = element.GetProperty("order").GetInt32(),
            Bytes = element.GetProperty("txBytesBase64").GetBytesFromBase64(),
            Height = Find(element, "height") is { } height ? long.Parse(height.ToString(), System.Globalization.CultureInfo.InvariantCulture) : null,
            Time = Find(element, "blockTime") is { } time ? ChainTime.Parse(time.GetString()!) : null,
            Expected = (Find(element, "txResult") ?? (Find(element, "code")?.GetUInt32() == NoReply ? commit!.Value.GetProperty("check_tx") : element)).Clone(),
            CheckTx = commit is { } reply ? reply.GetProperty("check_tx").Clone() : null,
            Simulation = Find(element, "simulate")?.Clone(),
            TotalFees = Find(element, "calculateTxFees", "totalFees")?.Clone(),
        };
    }

    private static JsonElement? Find(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
