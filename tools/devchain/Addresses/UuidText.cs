namespace P8e.Devchain.Addresses;

/// <summary>UUIDs as google/uuid reads them: four forms, any case (provenance-chain 2.4).</summary>
internal static class UuidText
{
    private const int Dashed = 36;
    private const string Urn = "urn:uuid:";

    /// <summary>Null when the text is a UUID, else the library's words.</summary>
    internal static string? Fault(string text, out Guid uuid)
    {
        uuid = default;
        var length = System.Text.Encoding.UTF8.GetByteCount(text);
        switch (length)
        {
            case Dashed:
                break;
            case Dashed + 9:
                if (!text.StartsWith(Urn, StringComparison.OrdinalIgnoreCase))
                {
                    return $"invalid urn prefix: \"{text[..9]}\"";
                }

                text = text[9..];
                break;
            case Dashed + 2:
                // The library never looks at the two outer characters.
                text = text[1..^1];
                break;
            case 32:
                return Guid.TryParseExact(text, "N", out uuid) ? null : "invalid UUID format";
            default:
                return $"invalid UUID length: {length}";
        }

        return P8e.Protocol.Identifiers.Uuid.TryParse(text, out uuid) ? null : "invalid UUID format";
    }
}
