using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using P8e.Devchain.Blocks;

namespace P8e.Devchain.Surfaces;

/// <summary>What no node has: making blocks and setting the clock, beside the RPC's paths (README).</summary>
internal sealed class DevelopmentRoutes(BlockProducer producer, SettableClock clock)
{
    private const string Prefix = "/dev/";
    private const int MaximumBlocks = 1000;
    private const int MaximumBodyBytes = 4096;
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Answers when the path is one of these; false leaves it to the others.</summary>
    internal async Task<bool> TryRunAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var (status, answer) = (http.Request.Method, path[Prefix.Length..]) switch
        {
            ("POST", "blocks") => MakeBlocks(http.Request.Query["count"].FirstOrDefault()),
            ("GET", "clock") => (StatusCodes.Status200OK, Time()),
            ("POST", "clock") => SetClock(await RequestBody.ReadAsync(http, MaximumBodyBytes).ConfigureAwait(false)),
            _ => (StatusCodes.Status404NotFound, Fault("There are POST /dev/blocks, GET /dev/clock and POST /dev/clock.")),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted).ConfigureAwait(false);
        return true;
    }

    private (int Status, JsonObject Answer) MakeBlocks(string? count)
    {
        if (!int.TryParse(count ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted is < 1 or > MaximumBlocks)
        {
            return (StatusCodes.Status400BadRequest, Fault($"Making blocks: count must be 1 to {MaximumBlocks}."));
        }

        Block block;
        do
        {
            block = producer.Produce();
        }
        while (--wanted > 0);

        return (StatusCodes.Status200OK, new JsonObject { ["height"] = block.Height, ["time"] = block.Time.ToString() });
    }

    private (int Status, JsonObject Answer) SetClock(byte[]? body)
    {
        if (Wanted(body) is not { } time || time > Latest || time < DateTimeOffset.UnixEpoch)
        {
            return (StatusCodes.Status400BadRequest, Fault("Setting the clock: send {\"time\":\"2026-01-01T00:00:00Z\"} or {\"advanceSeconds\":60}, between the years 1970 and 9000."));
        }

        clock.Set(time);
        return (StatusCodes.Status200OK, Time());
    }

    private DateTimeOffset? Wanted(byte[]? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? null
                : root.TryGetProperty("time", out var time) && time.TryGetDateTimeOffset(out var given) ? given
                : root.TryGetProperty("advanceSeconds", out var advance) && advance.TryGetDouble(out var seconds) ? clock.GetUtcNow().AddSeconds(seconds)
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private JsonObject Time() => new() { ["time"] = ChainTime.From(clock.GetUtcNow()).ToString() };

    private static JsonObject Fault(string text) => new() { ["error"] = text };
}
