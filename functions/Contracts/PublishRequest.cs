using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.Execution;
using P8e.Functions.Http;
using P8e.Protocol.Errors;

namespace P8e.Functions.Contracts;

/// <summary>
/// <c>{"contracts":"base64","records":"base64","audience":["0A41…"]}</c>. Base64 in JSON, not multipart: under the Functions host a route that starts a workflow gets its body as a text, in one piece.
/// </summary>
/// <param name="Contracts">The contract assembly.</param>
/// <param name="Records">The record assembly.</param>
/// <param name="Audience">Encryption keys of further readers; none twice.</param>
internal sealed record PublishRequest(byte[] Contracts, byte[] Records, IReadOnlyList<PublicKey> Audience)
{
    /// <summary>Two assemblies in base64 and what stands around them.</summary>
    internal const int BodyBytesMax = (2 * ((ExecutionLimits.PackageBytesMax + 2) / 3 * 4)) + (64 * 1024);

    private const string Doing = "Reading a package to publish";
    private const int DepthMax = 3;

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.JsonInvalid"/>, <see cref="ErrorCodes.LimitExceeded"/>, <see cref="ErrorCodes.KeyInvalid"/>.</exception>
    internal static PublishRequest Read(ReadOnlyMemory<byte> body) => JsonBody.Read(body, DepthMax, Read, Invalid);

    private static PublishRequest Read(JsonElement root)
    {
        Require(root.ValueKind == JsonValueKind.Object, "an object is missing");
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in root.EnumerateObject())
        {
            Require(
                member.Name is "contracts" or "records" or "audience" && members.TryAdd(member.Name, member.Value),
                "it has members other than contracts, records and audience, or one twice");
        }

        return new PublishRequest(Assembly(members, "contracts"), Assembly(members, "records"), Keys(members.GetValueOrDefault("audience")));
    }

    private static byte[] Assembly(Dictionary<string, JsonElement> members, string name)
    {
        byte[] bytes = [];
        Require(
            members.TryGetValue(name, out var element) && element.ValueKind == JsonValueKind.String && element.TryGetBytesFromBase64(out bytes!) && bytes.Length > 0,
            $"'{name}' is not an assembly in base64");
        return bytes.Length <= ExecutionLimits.PackageBytesMax
            ? bytes
            : throw new P8eInputException(
                ErrorCodes.LimitExceeded, $"{Doing}: '{name}' has {bytes.Length} bytes, more than {ExecutionLimits.PackageBytesMax}. Divide its classes among several packages.");
    }

    private static PublicKey[] Keys(JsonElement audience)
    {
        if (audience.ValueKind == JsonValueKind.Undefined)
        {
            return [];
        }

        Require(audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() <= ExecutionLimits.PartiesMax, $"'audience' is not a list of at most {ExecutionLimits.PartiesMax} public keys");
        return [.. audience.EnumerateArray().Select(Key).Distinct()];
    }

    private static PublicKey Key(JsonElement element)
    {
        Require(element.ValueKind == JsonValueKind.String, "'audience' holds something else than texts");
        return KeyText.ReadPublic(element.GetString());
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw Invalid(what);
        }
    }

    private static P8eInputException Invalid(string what) => new(ErrorCodes.JsonInvalid, $"{Doing}: {what}.");
}
