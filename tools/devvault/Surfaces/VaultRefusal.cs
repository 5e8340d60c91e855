namespace P8e.Devvault.Surfaces;

/// <summary>A refusal in the vault's words.</summary>
internal sealed class VaultRefusal(int status, string code, string? inner, string message) : Exception(message)
{
    internal int Status => status;

    internal string Code => code;

    internal string? Inner => inner;

    internal static VaultRefusal BadParameter(string message) => new(400, "BadParameter", null, message);

    internal static VaultRefusal NotFound(string collection, string name) => collection == Store.VaultStore.Keys
        ? new VaultRefusal(404, "KeyNotFound", null, $"A key with (name/id) {name} was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command.")
        : new VaultRefusal(404, "SecretNotFound", null, $"A secret with (name/id) {name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.");

    internal static VaultRefusal Forbidden(string inner, string message) => new(403, "Forbidden", inner, message);
}
