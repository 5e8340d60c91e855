using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.ObjectStore;
using P8e.ObjectStore.Sharing;
using P8e.Protocol.Errors;

namespace P8e.Functions.Objects;

/// <summary>Who is to read an object and who no longer: <c>{"add": [key…], "remove": [key…], "id": "…"}</c>, keys as <c>p8e keys show</c> writes them.</summary>
/// <param name="ObjectId">Of several objects with one hash, which; null for the one that the affiliate reads.</param>
/// <param name="Change">The change.</param>
internal sealed record ShareRequest(Guid? ObjectId, AudienceChange Change)
{
    internal static P8eInputException Malformed(string fault) => new(ErrorCodes.RequestMalformed, $"Sharing an object: {fault}.");

    internal static ShareRequest Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("the body is not an object");
        }

        Guid? id = null;
        PublicKey[] add = [], remove = [];
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "id":
                    id = member.Value.ValueKind == JsonValueKind.String && member.Value.TryGetGuid(out var given) ? given : throw Malformed("'id' is not a UUID");
                    break;
                case "add":
                    add = ReadKeys(member.Value);
                    break;
                case "remove":
                    remove = ReadKeys(member.Value);
                    break;
                default:
                    throw Malformed("it has a member that is none of add, remove, id");
            }
        }

        return add.Length + remove.Length > 0
            ? new ShareRequest(id, new AudienceChange { Add = add, Remove = [.. remove.Select(ReaderId.Of)] })
            : throw Malformed("it names nobody in 'add' or 'remove'");
    }

    private static PublicKey[] ReadKeys(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Select(key => ReaderText.Read(key.ValueKind == JsonValueKind.String ? key.GetString() : null, Malformed))]
        : throw Malformed("'add' and 'remove' are lists of keys");
}
