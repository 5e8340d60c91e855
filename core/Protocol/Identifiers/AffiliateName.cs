using System.Buffers;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Identifiers;

/// <summary>
/// Name of an affiliate of this deployment, as the operator configured it: 1 to 40 small letters, digits and single hyphens inside. It
/// becomes part of container names and partition keys, which is why it is so narrow. Immutable, equal by value.
/// </summary>
public sealed record AffiliateName
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaximumLength = 40;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private readonly string _text;

    private AffiliateName(string text) => _text = text;

    /// <summary>Reads a name.</summary>
    /// <param name="text">The name.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AffiliateInvalid"/>.</exception>
    public static AffiliateName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaximumLength && !text.AsSpan().ContainsAnyExcept(Allowed)
            && text[0] != '-' && text[^1] != '-' && !text.Contains("--", StringComparison.Ordinal)
                ? new AffiliateName(text)
                : throw new P8eInputException(
                    ErrorCodes.AffiliateInvalid,
                    $"Reading an affiliate's name: it must have 1 to {MaximumLength} small letters, digits and single inner hyphens, for example 'lender-1'.");
    }

    /// <summary>The name.</summary>
    public override string ToString() => _text;
}
