using System.Globalization;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Callers;

/// <summary>
/// Which roles somebody has where: everywhere, and at single affiliates. As text, words like <c>read</c> (everywhere) and <c>submit:lender-1</c> with a space between them. Immutable, equal by value.
/// </summary>
public sealed class AccessGrants : IEquatable<AccessGrants>
{
    /// <summary>Most affiliates that can be named one by one.</summary>
    public const int AffiliatesMax = 64;

    private readonly SortedDictionary<string, (AffiliateName Affiliate, AccessRoles Roles)> _single = new(StringComparer.Ordinal);

    /// <summary>Grants everywhere, and nothing besides.</summary>
    /// <param name="everywhere">At every affiliate, also at those to come.</param>
    public AccessGrants(AccessRoles everywhere) => Everywhere = everywhere;

    /// <summary>The same roles at several affiliates.</summary>
    /// <param name="affiliates">Which, 1 to <see cref="AffiliatesMax"/>; one that is named twice counts once.</param>
    /// <param name="roles">What.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: too many affiliates.</exception>
    public AccessGrants(IEnumerable<AffiliateName> affiliates, AccessRoles roles)
    {
        ArgumentNullException.ThrowIfNull(affiliates);
        foreach (var affiliate in affiliates)
        {
            Add(affiliate, roles);
        }
    }

    private AccessGrants()
    {
    }

    /// <summary>The roles at every affiliate.</summary>
    public AccessRoles Everywhere { get; private set; }

    /// <summary>The affiliates that are named one by one, in the order of their names.</summary>
    public IReadOnlyList<AffiliateName> Affiliates => [.. _single.Values.Select(entry => entry.Affiliate)];

    /// <summary>Whether nothing is granted anywhere.</summary>
    public bool IsEmpty => Everywhere == AccessRoles.None && _single.Count == 0;

    /// <summary>Reads words. One that grants nothing known is no grant: <paramref name="prefix"/> missing, a role or an affiliate that is not one.</summary>
    /// <param name="words">The words.</param>
    /// <param name="prefix">What each word begins with: empty, or for claims of tokens <c>p8e.</c>.</param>
    /// <param name="isWhole">False when a word was no grant.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: too many affiliates.</exception>
    public static AccessGrants Read(IEnumerable<string> words, string prefix, out bool isWhole)
    {
        ArgumentNullException.ThrowIfNull(words);
        var grants = new AccessGrants();
        isWhole = true;
        foreach (var word in words)
        {
            isWhole &= word.StartsWith(prefix, StringComparison.Ordinal) && grants.TryAdd(word.AsSpan(prefix.Length));
        }

        return grants;
    }

    /// <summary>The roles at one affiliate.</summary>
    /// <param name="affiliate">Where.</param>
    public AccessRoles At(AffiliateName affiliate)
    {
        ArgumentNullException.ThrowIfNull(affiliate);
        return Everywhere | (_single.TryGetValue(affiliate.ToString(), out var entry) ? entry.Roles : AccessRoles.None);
    }

    /// <summary>Whether these grants contain all of others, so that who has these may hand out those.</summary>
    /// <param name="others">The others.</param>
    public bool Cover(AccessGrants others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return Everywhere.HasFlag(others.Everywhere) && others._single.Values.All(entry => At(entry.Affiliate).HasFlag(entry.Roles));
    }

    /// <summary>Whether somebody has a role wherever others have anything: who operates there may see and end them.</summary>
    /// <param name="role">The role.</param>
    /// <param name="others">The others.</param>
    public bool HaveWherever(AccessRoles role, AccessGrants others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return Everywhere.HasFlag(role) || (others.Everywhere == AccessRoles.None && others._single.Values.All(entry => At(entry.Affiliate).HasFlag(role)));
    }

    /// <inheritdoc/>
    public bool Equals(AccessGrants? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AccessGrants);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The words, in one order.</summary>
    public override string ToString() => string.Join(
        ' ', AccessRoleTexts.Of(Everywhere).Concat(_single.Values.SelectMany(entry => AccessRoleTexts.Of(entry.Roles).Select(role => $"{role}:{entry.Affiliate}"))));

    private bool TryAdd(ReadOnlySpan<char> word)
    {
        var colon = word.IndexOf(':');
        var role = AccessRoleTexts.Find(colon < 0 ? word : word[..colon]);
        if (role == AccessRoles.None)
        {
            return false;
        }

        if (colon < 0)
        {
            Everywhere |= role;
            return true;
        }

        try
        {
            Add(AffiliateName.Parse(word[(colon + 1)..].ToString()), role);
            return true;
        }
        catch (P8eInputException error) when (error.Code == ErrorCodes.AffiliateInvalid)
        {
            return false; // Said by the result: no affiliate can have this name.
        }
    }

    private void Add(AffiliateName affiliate, AccessRoles roles)
    {
        var name = affiliate.ToString();
        if (roles == AccessRoles.None)
        {
            return;
        }

        _single[name] = (affiliate, roles | (_single.TryGetValue(name, out var entry) ? entry.Roles : AccessRoles.None));
        if (_single.Count > AffiliatesMax)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture, $"Granting roles: more than {AffiliatesMax} affiliates are named. Name fewer, or grant for all."));
        }
    }
}
