using System.Text.RegularExpressions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access;

/// <summary>
/// Ids of workflows name their affiliate, <c>ex-lender-1-4b0c…</c>: an activity knows from its instance alone whose keys and stores it works with, and a caller who asks for another affiliate's
/// workflow hears what everybody hears of one that does not exist.
/// </summary>
public static partial class WorkflowId
{
    /// <summary>Makes an id, at most 96 characters.</summary>
    /// <param name="prefix">What kind of workflow it is, 1 to 10 small letters.</param>
    /// <param name="affiliate">For whom it works.</param>
    /// <param name="distinct">32 or 40 hexadecimal digits, small letters.</param>
    /// <exception cref="ArgumentException">A part is not as it has to be.</exception>
    public static string Make(string prefix, AffiliateName affiliate, string distinct)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        var id = $"{prefix}-{affiliate}-{distinct}";
        return FindOwner(id) == affiliate ? id : throw new ArgumentException($"'{prefix}' and '{distinct}' do not make the id of a workflow.", nameof(prefix));
    }

    /// <summary>For whom a workflow works.</summary>
    /// <param name="id">Any text.</param>
    /// <returns>The affiliate; null when the id names none, as those from before ids did.</returns>
    public static AffiliateName? FindOwner(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (Form().Match(id) is not { Success: true } match)
        {
            return null;
        }

        try
        {
            return AffiliateName.Parse(match.Groups["affiliate"].Value);
        }
        catch (P8eInputException)
        {
            return null;
        }
    }

    /// <summary>Whether a text is an id from before ids named their affiliate; those are the deployment's own affiliate's.</summary>
    /// <param name="id">Any text.</param>
    public static bool IsFromBefore(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return FormBefore().IsMatch(id);
    }

    [GeneratedRegex("^[a-z]{1,10}-(?:[0-9a-f]{40}|[0-9a-f]{32})(?:-[0-9]{1,3})?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex FormBefore();

    // The hexadecimal digits are longer than what may follow them, and a name with as many digits at its end leaves no room for a longer one: an id reads in one way only.
    [GeneratedRegex("^[a-z]{1,10}-(?<affiliate>[a-z0-9-]{1,40})-(?:[0-9a-f]{40}|[0-9a-f]{32})(?:-[0-9]{1,3})?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
