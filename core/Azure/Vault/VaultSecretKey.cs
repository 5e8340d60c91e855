using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Azure.Security.KeyVault.Secrets;
using P8e.Cryptography.Keys;
using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>Encryption keys as secrets: the text of a key file (<see cref="KeyText"/>), marked by its content type.</summary>
internal static class VaultSecretKey
{
    /// <summary>Tells our secrets from those of others in a list.</summary>
    internal const string ContentType = "application/vnd.p8e.key";

    /// <summary>Reads a version; the latest when it is empty. The caller disposes the key. The text itself is the runtime's until it is collected.</summary>
    internal static async Task<(SecretProperties Properties, PrivateKey Key)> ReadAsync(
        VaultClients clients, string name, string version, CancellationToken cancellationToken)
    {
        var doing = $"Reading encryption key {new Uri(clients.Vault, $"/{VaultIdentifier.Secrets}/{name}/{version}")}";
        var secret = await clients.Call.RunAsync(
            doing,
            async token => (await clients.Secrets.GetSecretAsync(name, version.Length > 0 ? version : null, token).ConfigureAwait(false)).Value,
            cancellationToken).ConfigureAwait(false);
        if (!secret.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || (version.Length > 0 && secret.Properties.Version != version))
        {
            throw Unsuitable(doing, "the vault answered with another one");
        }

        try
        {
            return (secret.Properties, KeyText.ReadPrivate(secret.Value));
        }
        catch (P8eInputException)
        {
            throw Unsuitable(doing, "it is no private key in the text of a key file (0A20… or 0A21…)");
        }
    }

    /// <summary>Writes a key as the next version of a secret.</summary>
    internal static async Task<SecretProperties> WriteAsync(VaultClients clients, string name, PrivateKey key, CancellationToken cancellationToken)
    {
        var text = KeyText.Write(key);
        try
        {
            var secret = new KeyVaultSecret(name, new string(text));
            secret.Properties.ContentType = ContentType;
            var doing = $"Writing encryption key '{name}' to vault {clients.Vault}";
            return await clients.Call.RunAsync(
                doing, async token => (await clients.Secrets.SetSecretAsync(secret, token).ConfigureAwait(false)).Value.Properties, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }

    private static P8eInputException Unsuitable(string doing, string what) =>
        new(ErrorCodes.VaultKeyUnsuitable, $"{doing}: {what}. 'p8e keys create --kind encryption' makes one.");
}
