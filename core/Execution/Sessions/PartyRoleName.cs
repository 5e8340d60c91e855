using P8e.Protocol.Errors;

namespace P8e.Execution.Sessions;

/// <summary>Roles as texts have them: the names of the wire's enum.</summary>
public static class PartyRoleName
{
    /// <summary>The role of a name.</summary>
    /// <param name="text">The wire's name, for example OWNER.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.SessionParticipantInvalid"/>: there is no such role; the message lists them.</exception>
    public static PartyRole Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var role in Enum.GetValues<PartyRole>())
        {
            if (role != PartyRole.None && role.WireName() == text)
            {
                return role;
            }
        }

        throw new P8eInputException(
            ErrorCodes.SessionParticipantInvalid,
            $"Reading a party's role: it is none of {string.Join(", ", Enum.GetValues<PartyRole>().Where(role => role != PartyRole.None).Select(role => role.WireName()))}.");
    }

    /// <summary>The wire's name of a role.</summary>
    public static string WireName(this PartyRole role) => role.ToString().ToUpperInvariant();
}
