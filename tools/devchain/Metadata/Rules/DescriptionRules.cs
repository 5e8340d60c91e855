using System.Text;
using System.Text.RegularExpressions;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Rules;

/// <summary>Rules of a specification's description (provenance-chain 3.3). Lengths are bytes.</summary>
internal static partial class DescriptionRules
{
    private const int LongestName = 200;
    private const int LongestDescription = 5000;
    private const int LongestUrl = 2048;

    /// <summary>Null, or the node's words; <paramref name="path"/> is where the description stands.</summary>
    internal static string? Fault(Description? description, string path) =>
        description is null ? null
        : description.Name.Length == 0 ? $"description ({path}) Name cannot be empty"
        : TooLong(description.Name, LongestName) is { } name ? $"description ({path}) Name {name}"
        : TooLong(description.Description_, LongestDescription) is { } text ? $"description ({path}) Description {text}"
        : UrlFault(description.WebsiteUrl, path, "WebsiteUrl") ?? UrlFault(description.IconUrl, path, "IconUrl");

    /// <summary>Generic roles mean nothing unless somebody says what they stand for.</summary>
    internal static string? GenericRoleFault(IEnumerable<PartyType> roles, Description? description) =>
        roles.Any(role => role is >= PartyType.Generic1 and <= PartyType.Generic6) && string.IsNullOrWhiteSpace(description?.Description_)
            ? "when using generic party types, a description is required"
            : null;

    internal static string? TooLong(string text, int longest)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        return length > longest ? $"exceeds maximum length (expected <= {longest} got: {length})" : null;
    }

    private static string? UrlFault(string url, string path, string field) =>
        url.Length == 0 ? null
        : TooLong(url, LongestUrl) is { } fault ? $"url ({path}) {field} {fault}"
        : Protocols().IsMatch(url) ? null
        : $"url ({path}) {field} must use the http, https, or data protocol";

    // Found anywhere in the text, as on the node.
    [GeneratedRegex("https?://|data:.*,", RegexOptions.CultureInvariant)]
    private static partial Regex Protocols();
}
