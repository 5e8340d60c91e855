namespace P8e.Access;

/// <summary>The roles as texts: in stored keys, in the claims of tokens, on the command line.</summary>
public static class AccessRoleTexts
{
    private static readonly (AccessRoles Role, string Text)[] Texts =
    [
        (AccessRoles.Submit, "submit"), (AccessRoles.Approve, "approve"), (AccessRoles.Read, "read"), (AccessRoles.Operate, "operate"), (AccessRoles.Sign, "sign"),
    ];

    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Texts.Select(pair => pair.Text)];

    /// <summary>The one role that a text names; <see cref="AccessRoles.None"/> when it names none. Case counts.</summary>
    /// <param name="text">For example <c>read</c>.</param>
    public static AccessRoles Find(ReadOnlySpan<char> text)
    {
        foreach (var (role, name) in Texts)
        {
            if (text.SequenceEqual(name))
            {
                return role;
            }
        }

        return AccessRoles.None;
    }

    /// <summary>The texts of several roles, in the order of their numbers.</summary>
    /// <param name="roles">Which.</param>
    public static IEnumerable<string> Of(AccessRoles roles) => Texts.Where(pair => roles.HasFlag(pair.Role)).Select(pair => pair.Text);
}
