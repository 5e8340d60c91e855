using System.Text.Json;
using P8e.Cli.Api;

namespace P8e.Cli.Scopes;

/// <summary>The work of <c>p8e record …</c>.</summary>
internal static class RecordActions
{
    private static readonly JsonSerializerOptions Indented = new(Output.JsonForm) { WriteIndented = true };

    internal static async Task ShowAsync(Output output, ApiClient api, string path, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(path, cancellationToken);
        output.Write(answer, Lines(answer));
        if (output.IsJson)
        {
            return;
        }

        output.WriteTable(answer, ["input", "type", "from", "status"], answer.List("inputs").Select(InputCells));
        if (answer.TryGetProperty("content", out var content))
        {
            Console.WriteLine(JsonSerializer.Serialize(content, Indented));
        }
    }

    internal static async Task HistoryAsync(Output output, ApiClient api, string page, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(page, cancellationToken);
        output.WriteTable(
            answer,
            ["height", "block time", "change", "outputs", "transaction"],
            answer.List("history").Select(row => new[] { row.Text("height"), row.Text("blockTime"), row.Text("change"), Outputs(row), row.Text("transaction") }));
        output.WriteCursor(answer.Text("cursor"));
    }

    /// <summary>Hashes of what came out, each with its status.</summary>
    internal static string Outputs(JsonElement element) => string.Join(", ", element.List("outputs").Select(one => $"{one.Text("hash")} {one.Text("status")}".TrimStart()));

    /// <summary>A record, and in one line why its content is not to be had.</summary>
    internal static (string Name, string Text)[] Lines(JsonElement record)
    {
        (string, string)[] lines =
        [
            ("record", record.Text("name")),
            ("address", record.Text("address")),
            ("class", record.Text("class")),
            ("session", record.Text("session")),
            ("height", record.Text("height")),
            ("transaction", record.Text("transaction")),
            ("process", $"{record.Text("process", "name")} {record.Text("process", "method")}".Trim()),
            ("outputs", Outputs(record)),
        ];
        return record.TryGetProperty("contentUnavailable", out var why) ? [.. lines, ("content", $"not to be had: {why.Text("code")}: {why.Text("detail")}")] : lines;
    }

    private static string[] InputCells(JsonElement input) =>
        [input.Text("name"), input.Text("type"), input.Text("hash") is { Length: > 0 } hash ? hash : input.Text("record"), input.Text("status")];
}
