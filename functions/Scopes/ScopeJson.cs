using System.Text.Json;
using P8e.Chain.Scopes;
using P8e.Index.Rows;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Scopes;

/// <summary>The API's own shape of scopes, sessions, records and history (design 3, law 5).</summary>
internal static class ScopeJson
{
    internal static void WriteList(Utf8JsonWriter writer, IndexPage<ScopeRow> page)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("scopes");
        foreach (var row in page.Items)
        {
            writer.WriteStartObject();
            WriteMembers(writer, row);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteCursor(writer, page.Cursor);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, IndexedScope scope)
    {
        writer.WriteStartObject();
        WriteMembers(writer, scope.Row);
        writer.WriteStartArray("sessions");
        foreach (var session in scope.Sessions)
        {
            writer.WriteStartObject();
            writer.WriteString("address", session.Content.Address.ToString());
            writer.WriteString("specification", session.Content.Specification.ToString());
            writer.WriteString("name", session.Content.Name);
            WriteParties(writer, "parties", session.Content.Parties);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("records");
        foreach (var record in scope.Records)
        {
            writer.WriteStartObject();
            WriteMembers(writer, record);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Members of a record, into an object that is open.</summary>
    internal static void WriteMembers(Utf8JsonWriter writer, RecordRow record)
    {
        var state = record.Content;
        writer.WriteString("name", state.Name);
        writer.WriteString("address", state.Address.ToString());
        writer.WriteString("session", state.Session.ToString());
        WritePoint(writer, record.At);
        writer.WriteStartObject("process");
        writer.WriteString("name", state.Process.Name);
        writer.WriteString("method", state.Process.Method);
        WriteText(writer, "hash", state.Process.Hash);
        WriteText(writer, "address", state.Process.Address);
        writer.WriteEndObject();
        writer.WriteStartArray("inputs");
        foreach (var input in state.Inputs)
        {
            writer.WriteStartObject();
            writer.WriteString("name", input.Name);
            writer.WriteString("type", input.TypeName);
            WriteText(writer, "hash", input.Hash);
            WriteText(writer, "record", input.Record?.ToString());
            writer.WriteString("status", input.Status);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteOutputs(writer, state.Outputs);
    }

    internal static void WriteHistory(Utf8JsonWriter writer, IndexPage<HistoryRow> page)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("history");
        foreach (var row in page.Items)
        {
            writer.WriteStartObject();
            WritePoint(writer, row.At);
            writer.WriteString("change", row.Change.ToString().ToLowerInvariant());
            if (row.Content is { } content)
            {
                writer.WriteString("session", content.Session.ToString());
                WriteOutputs(writer, content.Outputs);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteCursor(writer, page.Cursor);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, ScopeRow row)
    {
        writer.WriteString("address", row.Scope.ToString());
        writer.WriteString("uuid", Uuid.Format(row.Scope.PrimaryUuid));
        writer.WriteString("standing", row.Standing.ToString().ToLowerInvariant());
        WritePoint(writer, row.At);
        if (!row.IsComplete)
        {
            writer.WriteBoolean("complete", false);
        }

        if (row.Content is not { } state)
        {
            return;
        }

        writer.WriteString("specification", state.Specification.ToString());
        WriteParties(writer, "owners", state.Owners);
        writer.WriteStartArray("dataAccess");
        foreach (var account in state.DataAccess)
        {
            writer.WriteStringValue(account);
        }

        writer.WriteEndArray();
        WriteText(writer, "valueOwner", state.ValueOwner);
    }

    private static void WriteParties(Utf8JsonWriter writer, string name, IReadOnlyList<ScopeParty> parties)
    {
        writer.WriteStartArray(name);
        foreach (var party in parties)
        {
            writer.WriteStartObject();
            writer.WriteString("address", party.Address);
            writer.WriteString("role", party.Role);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOutputs(Utf8JsonWriter writer, IReadOnlyList<RecordOutput> outputs)
    {
        writer.WriteStartArray("outputs");
        foreach (var output in outputs)
        {
            writer.WriteStartObject();
            writer.WriteString("hash", output.Hash);
            writer.WriteString("status", output.Status);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePoint(Utf8JsonWriter writer, ChangePoint at)
    {
        writer.WriteNumber("height", at.Height);
        writer.WriteString("blockTime", at.BlockTime);
        WriteText(writer, "transaction", at.Transaction?.ToString());
    }

    private static void WriteCursor(Utf8JsonWriter writer, string? cursor) => WriteText(writer, "cursor", cursor);

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
