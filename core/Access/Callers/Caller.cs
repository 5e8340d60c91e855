using P8e.Protocol.Identifiers;

namespace P8e.Access.Callers;

/// <summary>Who calls, as far as the program knows. Immutable.</summary>
public sealed class Caller
{
    /// <summary>Longest <see cref="Id"/>, in characters.</summary>
    public const int IdCharsMax = 128;

    /// <summary>Makes a caller.</summary>
    /// <param name="id">The same for every call of the same caller, 1 to <see cref="IdCharsMax"/> characters, no secret: <c>key:0123456789abcdef</c>, <c>entra:</c> and an object id, <c>local</c>.</param>
    /// <param name="name">For people.</param>
    /// <param name="grants">What it may do where.</param>
    public Caller(string id, string name, AccessGrants grants)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id.Length, IdCharsMax, nameof(id));
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(grants);
        (Id, Name, Grants) = (id, name, grants);
    }

    /// <summary>Somebody at the machine itself, who may do everything: the command line on a storage account whose key it holds, and <see cref="AccessMode.Loopback"/>.</summary>
    public static Caller Local { get; } = new("local", "this machine", new AccessGrants(AccessRoles.All));

    /// <summary>Stands for the caller in the audit and in limits.</summary>
    public string Id { get; }

    /// <summary>For people; not unique.</summary>
    public string Name { get; }

    /// <summary>What it may do where.</summary>
    public AccessGrants Grants { get; }

    /// <summary>The affiliates that are named one by one in what it may do; roles in <see cref="AccessGrants.Everywhere"/> hold at all others too.</summary>
    public IReadOnlyList<AffiliateName> Affiliates => Grants.Affiliates;

    /// <summary>Whether the caller has any role at an affiliate. Where it has none the affiliate does not exist for it.</summary>
    /// <param name="affiliate">Where.</param>
    public bool Knows(AffiliateName affiliate) => Grants.At(affiliate) != AccessRoles.None;

    /// <summary>Whether the caller has any one of several roles.</summary>
    /// <param name="affiliate">Where; null for the deployment itself, which needs a role everywhere.</param>
    /// <param name="roles">What is asked for, at least one role.</param>
    public bool May(AffiliateName? affiliate, AccessRoles roles) => Used(affiliate, roles) != AccessRoles.None;

    /// <summary>Which of several roles the caller has.</summary>
    /// <param name="affiliate">Where; null for the deployment itself.</param>
    /// <param name="roles">What is asked for, at least one role.</param>
    internal AccessRoles Used(AffiliateName? affiliate, AccessRoles roles)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)roles, (int)AccessRoles.None, nameof(roles));
        return roles & (affiliate is null ? Grants.Everywhere : Grants.At(affiliate));
    }

    /// <summary>The id; never more.</summary>
    public override string ToString() => Id;
}
