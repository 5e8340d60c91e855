using System.Globalization;
using System.Text.Json;
using P8e.ObjectStore.Lifetime;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Objects;

/// <summary>
/// How long an object stays: <c>{"id": "…", "act": "retain", "until": "2033-01-01T00:00:00Z"}</c>, or <c>hold</c>, <c>release</c>, <c>shred</c>, <c>readmit</c> with a <c>reason</c>.
/// </summary>
internal sealed record LifetimeRequest(Guid ObjectId, string Act, DateTimeOffset? Until, string Reason)
{
    private static readonly string[] Acts = ["retain", "hold", "release", "shred", "readmit"];

    internal static P8eInputException Malformed(string fault) => new(ErrorCodes.RequestMalformed, $"Changing an object's lifetime: {fault}.");

    internal static LifetimeRequest Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("the body is not an object");
        }

        string id = "", act = "", until = "", reason = "";
        foreach (var member in root.EnumerateObject())
        {
            var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : throw Malformed("a member is not a text");
            _ = member.Name switch
            {
                "id" => id = text,
                "act" => act = text,
                "until" => until = text,
                "reason" => reason = text,
                _ => throw Malformed("it has a member that is none of id, act, until, reason"),
            };
        }

        if (!Guid.TryParseExact(id, "D", out var objectId))
        {
            throw Malformed("'id' is not the UUID of one object; GET …/readers lists those of a hash");
        }

        if (!Acts.Contains(act))
        {
            throw Malformed($"'act' is none of {string.Join(", ", Acts)}");
        }

        DateTimeOffset? time = DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read : null;
        return act == "retain" == time is not null && (act == "retain" || reason.Length > 0)
            ? new LifetimeRequest(objectId, act, time, reason)
            : throw Malformed("'retain' needs 'until', a time, and the other acts a 'reason'");
    }

    internal Task<bool> RunAsync(ObjectLifetime lifetime, ObjectKey key, string actor, CancellationToken cancellationToken) => Act switch
    {
        "retain" => lifetime.RetainAsync(key, ObjectId, Until!.Value, actor, cancellationToken),
        "hold" => lifetime.HoldAsync(key, ObjectId, Reason, actor, cancellationToken),
        "release" => lifetime.ReleaseAsync(key, ObjectId, Reason, actor, cancellationToken),
        "shred" => lifetime.ShredAsync(key, ObjectId, Reason, actor, cancellationToken),
        _ => lifetime.ReadmitAsync(key, ObjectId, Reason, actor, cancellationToken),
    };
}
