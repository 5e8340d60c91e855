using System.Text.Json;
using P8e.Conformance.Dime;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>Rows as the recorder saw them in the database of the reference server.</summary>
internal static class RecordedRows
{
    /// <summary>Rows that a step added.</summary>
    internal static List<StoreRow> Added(JsonElement db, JsonElement? files, string table)
    {
        if (!db.TryGetProperty("added", out var added) || !added.TryGetProperty(table, out var rows))
        {
            return [];
        }

        var readers = added.TryGetProperty(StoreTables.Readers, out var keys) ? keys.EnumerateArray().ToLookup(row => row.Text("object_uuid"), row => row.Text("public_key")) : null;
        return [.. rows.EnumerateArray().Select(row => Of(table, row, files, readers))];
    }

    /// <summary>Rows that a step changed: what they were, and what they are.</summary>
    internal static List<(StoreRow Before, StoreRow After)> Changed(JsonElement db, string table) =>
        db.TryGetProperty("changed", out var changed) && changed.TryGetProperty(table, out var rows)
            ? [.. rows.EnumerateArray().Select(row => (Of(table, row.GetProperty("before"), null, null), Of(table, row.GetProperty("after"), null, null)))]
            : [];

    private static StoreRow Of(string table, JsonElement row, JsonElement? files, ILookup<string, string>? readers) => table switch
    {
        StoreTables.Objects => OfObject(row, files, readers),
        StoreTables.Mails => new StoreRow(row.Text("uuid"), row.Text("object_uuid"), new Dictionary<string, string>
        {
            ["reader"] = RowText.ReaderOf(row.Text("public_key")),
            ["type"] = row.Text("message_type"),
            ["acked"] = row.GetProperty("acked_at").ValueKind == JsonValueKind.Null ? RowText.No : RowText.Yes,
        }),
        StoreTables.Keys => OfKey(row),
        _ => new StoreRow(null, row.Text("object_uuid"), new Dictionary<string, string>
        {
            ["reader"] = RowText.ReaderOf(row.Text("public_key")),
            ["replicated"] = row.GetProperty("replicated_at").ValueKind == JsonValueKind.Null ? RowText.No : RowText.Yes,
        }),
    };

    private static StoreRow OfObject(JsonElement row, JsonElement? files, ILookup<string, string>? readers)
    {
        var fields = new Dictionary<string, string>
        {
            ["hash"] = row.Text("hash"),
            ["dime_uuid"] = row.Text("dime_uuid"),
            ["content_length"] = $"{row.GetProperty("content_length").GetInt64()}",
            ["dime_length"] = $"{row.GetProperty("dime_length").GetInt64()}",
            ["readers"] = RowText.Readers(readers?[row.Text("uuid")].Select(RowText.ReaderOf) ?? []),
        };
        var bytes = row.GetProperty("payload") is { ValueKind: JsonValueKind.Object } payload ? payload : FileOf(row, files);
        if (bytes is { } known)
        {
            fields["container"] = known.Text("sha256");
        }

        if (Properties(row.GetProperty("properties")) is { } properties)
        {
            fields["properties"] = properties;
        }

        return new StoreRow(row.Text("uuid"), null, fields);
    }

    private static JsonElement? FileOf(JsonElement row, JsonElement? files) =>
        files is { ValueKind: JsonValueKind.Object } changed
        && changed.TryGetProperty("added", out var added)
        && added.TryGetProperty($"{row.Text("directory")}/{row.Text("name")}", out var file)
            ? file
            : null;

    /// <summary>An ordered list of name and base64, or the column's own text: an object of arrays of byte numbers.</summary>
    private static string? Properties(JsonElement column)
    {
        if (column.ValueKind == JsonValueKind.Array)
        {
            return RowText.Properties(column.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!)));
        }

        if (column.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        using var text = JsonDocument.Parse(column.GetString()!);
        return RowText.Properties([.. text.RootElement.EnumerateObject().Select(property =>
            (property.Name, Convert.ToBase64String([.. property.Value.EnumerateArray().Select(number => number.GetByte())])))]);
    }

    private static StoreRow OfKey(JsonElement row)
    {
        // Header and value stand in one text, split at its first colon (object-store 6.4).
        var auth = row.GetProperty("auth_data").GetString()?.Split(':', 2);
        return new StoreRow(row.Text("uuid"), null, new Dictionary<string, string>
        {
            ["public_key"] = row.Text("public_key"),
            ["url"] = row.Text("url"),
            ["metadata"] = row.GetProperty("metadata").GetString() ?? "",
            ["header"] = auth?[0] ?? "",
            ["value"] = auth is null ? "" : RowText.HashOf(auth[^1]),
        });
    }
}
