namespace P8e.Execution.Sessions;

/// <summary>Roles as texts have them: the names of the wire's enum.</summary>
internal static class PartyRoleName
{
    internal static string WireName(this PartyRole role) => role.ToString().ToUpperInvariant();
}
