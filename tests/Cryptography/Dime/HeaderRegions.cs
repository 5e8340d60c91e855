using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Dime;

/// <summary>The header of a stored object, divided by what protects its bytes for the first reader.</summary>
internal sealed class HeaderRegions
{
    private const string Same = "same content";

    private static readonly string[] Malformed = [ErrorCodes.DimeMalformed];
    private static readonly string[] Free = [Same, ErrorCodes.DimeMalformed];
    private static readonly string[] AnyRefusal = [ErrorCodes.DimeMalformed, ErrorCodes.DimeNotAddressed, ErrorCodes.DimeUnopenable, ErrorCodes.DimePayloadInvalid];

    private readonly List<HeaderRegion> regions = [];

    private HeaderRegions(int headerLength) => HeaderLength = headerLength;

    /// <summary>Fields outside any authentication: the README of the room tells callers the same.</summary>
    internal static string[] Unprotected { get; } =
        ["container UUID", "metadata", "signatures", "DIME UUID, owner", "own context", "other readers, payload list, audit fields"];

    internal int HeaderLength { get; }

    internal static HeaderRegions Of(byte[] container)
    {
        var parts = ContainerParts.Split(container);
        var map = new HeaderRegions(container.Length - parts.Payload.Length);
        map.Add("magic, version, UUID length", 0, Malformed);
        map.Add("container UUID", 10, Free);
        foreach (var (section, name) in new[] { (0, "metadata"), (1, "uri"), (2, "signatures") })
        {
            map.Add(name + " length", parts.LengthOffset(section), AnyRefusal);
            map.Add(name, parts.LengthOffset(section) + 4, Free);
        }

        map.Add("protobuf length", parts.LengthOffset(3), AnyRefusal);
        map.AddProtobuf(container, parts);
        return map;
    }

    internal HeaderRegion At(int position) => regions.Last(region => region.Start <= position);

    private void AddProtobuf(byte[] container, ContainerParts parts)
    {
        Add("DIME UUID, owner", parts.LengthOffset(3) + 4, Free);
        var own = parts.Wire.Audience[0];
        (string Name, byte[] Text, string[] Allowed)[] fields =
        [
            ("own name", own.PublicKey.ToByteArray(), [ErrorCodes.DimeNotAddressed]),
            ("own tag", own.Tag.ToByteArray(), [ErrorCodes.DimeUnopenable]),
            ("own ephemeral key", own.EphemeralPubkey.ToByteArray(), [ErrorCodes.DimeUnopenable]),
            ("own wrapped key", own.EncryptedDek.ToByteArray(), [ErrorCodes.DimeUnopenable]),
        ];
        var end = 0;
        foreach (var (name, text, allowed) in fields)
        {
            var start = container.AsSpan().IndexOf(text);
            // Tags and lengths of the fields; the context's number stands between name and tag.
            Add(name == "own tag" ? "own context" : name + ": field number and length", name == "own name" ? start - 5 : end, name == "own tag" ? [Same, .. AnyRefusal] : AnyRefusal);
            Add(name, start, allowed);
            end = start + text.Length;
        }

        Add("other readers, payload list, audit fields", end, Free);
    }

    private void Add(string name, int start, string[] allowed) => regions.Add(new HeaderRegion(name, start, allowed));
}
