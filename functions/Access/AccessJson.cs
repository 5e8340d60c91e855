using System.Text.Json;
using P8e.Access;
using P8e.Access.Auditing;
using P8e.Access.Callers;
using P8e.Access.Keys;
using P8e.Protocol.Errors;

namespace P8e.Functions.Access;

/// <summary>Keys and lines of the audit as JSON, and the request for a key: <c>{"name":"servicing","grants":["read:lender-1"],"days":365}</c>. A hash of a key is never shown.</summary>
internal static class AccessJson
{
    /// <summary>More than any key may live; days that an age can be made of.</summary>
    private const int DaysMax = 10_000;

    internal static ApiKeyRequest ReadRequest(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("the body is not an object");
        }

        var name = "";
        IReadOnlyList<string> words = [];
        TimeSpan? lifetime = null;
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name, member.Value.ValueKind)
            {
                case ("name", JsonValueKind.String):
                    name = member.Value.GetString()!;
                    break;
                case ("grants", JsonValueKind.Array):
                    words = [.. member.Value.EnumerateArray().Select(Word)];
                    break;
                case ("days", JsonValueKind.Number) when member.Value.TryGetInt32(out var days) && days is >= 1 and <= DaysMax:
                    lifetime = TimeSpan.FromDays(days);
                    break;
                default:
                    throw Malformed("it has a member that is none of name (a text), grants (words like 'read' or 'submit:lender-1') and days (a whole number)");
            }
        }

        var grants = AccessGrants.Read(words, "", out var isWhole);
        return isWhole
            ? new ApiKeyRequest(name, grants, lifetime)
            : throw new P8eInputException(
                ErrorCodes.AccessKeyInvalid, $"Making an API key: a grant is none of {string.Join(", ", AccessRoleTexts.All)}, alone for everywhere, or with a colon and the name of an affiliate.");
    }

    internal static void Write(Utf8JsonWriter writer, NewApiKey made)
    {
        writer.WriteStartObject();
        writer.WriteString("key", made.Text);
        WriteMembers(writer, made.Key);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, ApiKey key)
    {
        writer.WriteStartObject();
        WriteMembers(writer, key);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, AccessAuditLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("at", line.At);
        writer.WriteString("caller", line.Caller);
        writer.WriteString("roles", string.Join(' ', AccessRoleTexts.Of(line.Roles)));
        writer.WriteString("route", line.Route);
        writer.WriteString("what", line.What);
        writer.WriteString("outcome", line.Outcome);
        writer.WriteString("correlation", line.Correlation);
        writer.WriteEndObject();
    }

    internal static P8eInputException Malformed(string fault) => new(ErrorCodes.RequestMalformed, $"Making an API key: {fault}.");

    private static string Word(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Malformed("a grant is not a text");

    private static void WriteMembers(Utf8JsonWriter writer, ApiKey key)
    {
        writer.WriteString("id", key.Id);
        writer.WriteString("name", key.Name);
        writer.WriteStartArray("grants");
        foreach (var word in key.Grants.ToString().Split(' '))
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
        writer.WriteString("createdBy", key.CreatedBy);
        writer.WriteString("created", key.Created);
        writer.WriteString("expires", key.Expires);
        if (key.Revoked is { } revoked)
        {
            writer.WriteString("revoked", revoked);
            writer.WriteString("revokedBy", key.RevokedBy);
        }
    }
}
