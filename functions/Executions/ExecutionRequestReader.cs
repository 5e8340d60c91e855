using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.Execution;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Executions;

/// <summary>Reads the body of <c>POST /api/v1/executions</c>. Unknown members and members that occur twice are refused: a misspelt word must not be taken for one that was left out.</summary>
internal static class ExecutionRequestReader
{
    private const string Doing = "Reading an execution";
    private const int DepthMax = 110;

    /// <summary>Some editors begin a file with it.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="P8eInputException"><see cref="ErrorCodes.JsonInvalid"/>, <see cref="ErrorCodes.KeyInvalid"/>, <see cref="ErrorCodes.AddressInvalid"/>, <see cref="ErrorCodes.SessionUnsupported"/>.</exception>
    internal static ExecutionRequest Read(ReadOnlyMemory<byte> body) =>
        JsonBody.Read(body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body, DepthMax, Read, Invalid);

    private static ExecutionRequest Read(JsonElement root)
    {
        var members = Members(root, "the body", ["contract", "scope", "session", "role", "records", "participants", "dataAccess"]);
        var session = members.TryGetValue("session", out var named) ? Members(named, "'session'", ["uuid"]) : [];
        RequireAlone(members);
        return new ExecutionRequest(
            Text(members, "contract") ?? throw Invalid("'contract' is missing: the class name or address of a published contract"),
            Scope(members),
            Uuid(session, "uuid", "session.uuid"),
            Text(members, "role"),
            Records(members),
            DataAccess(members));
    }

    private static SubmittedScope Scope(Dictionary<string, JsonElement> request)
    {
        if (!request.TryGetValue("scope", out var element))
        {
            return new SubmittedScope(null, null);
        }

        var members = Members(element, "'scope'", ["uuid", "address", "specification"]);
        var uuid = Uuid(members, "uuid", "scope.uuid");
        var address = Text(members, "address") is { } text ? MetadataAddress.Parse(text, MetadataKind.Scope).PrimaryUuid : uuid;
        if (uuid is not null && uuid != address)
        {
            throw Invalid("'scope.uuid' and 'scope.address' name different scopes");
        }

        return new SubmittedScope(address, Text(members, "specification") is { } specification ? Specification(specification) : null);
    }

    private static Guid Specification(string text) =>
        Protocol.Identifiers.Uuid.TryParse(text, out var uuid) ? uuid : MetadataAddress.Parse(text, MetadataKind.ScopeSpecification).PrimaryUuid;

    private static List<KeyValuePair<string, JsonElement>> Records(Dictionary<string, JsonElement> request)
    {
        var records = new List<KeyValuePair<string, JsonElement>>();
        if (!request.TryGetValue("records", out var element))
        {
            return records;
        }

        Require(element.ValueKind == JsonValueKind.Object, "'records' is not an object of records by their names");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in element.EnumerateObject())
        {
            Require(names.Add(record.Name), "'records' has two records of one name");
            Require(names.Count <= ExecutionLimits.ValuesMax, $"'records' has more than {ExecutionLimits.ValuesMax} records");
            records.Add(new KeyValuePair<string, JsonElement>(record.Name, record.Value));
        }

        return records;
    }

    private static List<PublicKey> DataAccess(Dictionary<string, JsonElement> request)
    {
        var keys = new List<PublicKey>();
        if (request.TryGetValue("dataAccess", out var element))
        {
            Require(
                element.ValueKind == JsonValueKind.Array && element.GetArrayLength() <= ExecutionLimits.PartiesMax && element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
                $"'dataAccess' is not a list of up to {ExecutionLimits.PartiesMax} public keys, each as `p8e keys show` prints it");
            keys.AddRange(element.EnumerateArray().Select(item => KeyText.ReadPublic(item.GetString())));
        }

        return keys;
    }

    private static void RequireAlone(Dictionary<string, JsonElement> request)
    {
        if (request.TryGetValue("participants", out var element) && !(element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 0))
        {
            throw new P8eInputException(ErrorCodes.SessionUnsupported, $"{Doing}: contracts with further participants are not built yet. Leave 'participants' out.");
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element, string what, string[] names)
    {
        Require(element.ValueKind == JsonValueKind.Object, $"{what} is not an object");
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            Require(names.Contains(member.Name), $"{what} has a member that is none of {string.Join(", ", names)}");
            Require(members.TryAdd(member.Name, member.Value), $"{what} has '{member.Name}' twice");
        }

        return members;
    }

    private static string? Text(Dictionary<string, JsonElement> members, string name)
    {
        if (!members.TryGetValue(name, out var element))
        {
            return null;
        }

        Require(element.ValueKind == JsonValueKind.String, $"'{name}' is not a text");
        return element.GetString();
    }

    private static Guid? Uuid(Dictionary<string, JsonElement> members, string name, string path)
    {
        if (Text(members, name) is not { } text)
        {
            return null;
        }

        Require(Protocol.Identifiers.Uuid.TryParse(text, out var uuid), $"'{path}' is not a UUID with hyphens");
        return uuid;
    }

    private static void Require(bool condition, string fault)
    {
        if (!condition)
        {
            throw Invalid(fault);
        }
    }

    private static P8eInputException Invalid(string fault) =>
        new(ErrorCodes.JsonInvalid, $"{Doing}: {fault}. Expected: {{\"contract\": \"name\", \"records\": {{\"name\": {{…}}}}}}, with scope, session, role and dataAccess where needed.");
}
