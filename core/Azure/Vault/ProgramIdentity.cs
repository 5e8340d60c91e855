using Azure.Core;
using Azure.Identity;

namespace P8e.Azure.Vault;

/// <summary>Makes what gets the program's tokens: for the vault, and for <c>Storage__Credential=Identity</c>.</summary>
public static class ProgramIdentity
{
    /// <summary>Makes a credential; asks nobody yet. There is no chain of guesses: what is configured is tried and nothing else.</summary>
    /// <param name="kind">Whose tokens.</param>
    /// <param name="clientId">Client id of a user-assigned managed identity; null or empty for the system-assigned one. Not used with <see cref="IdentityKind.AzureCli"/>.</param>
    public static TokenCredential Create(IdentityKind kind, string? clientId) => kind switch
    {
        IdentityKind.ManagedIdentity => new ManagedIdentityCredential(
            string.IsNullOrEmpty(clientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId)),
        IdentityKind.AzureCli => new AzureCliCredential(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
