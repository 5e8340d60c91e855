using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>Whether a signing key may be used now. The vault judges every signature itself; asking before the first one says it when the program starts.</summary>
internal static class KeyDates
{
    /// <exception cref="P8eStateException">Disabled, expired or not yet valid.</exception>
    internal static void Check(string doing, KeyProperties key, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (key.Enabled == false)
        {
            throw Refused(ErrorCodes.VaultKeyDisabled, $"{doing}: it is disabled. Enable it, or configure another version.");
        }

        if (key.ExpiresOn <= now)
        {
            throw Refused(ErrorCodes.VaultKeyExpired, $"{doing}: it expired at {key.ExpiresOn:u}. Extend it, or rotate.");
        }

        if (key.NotBefore > now)
        {
            throw Refused(ErrorCodes.VaultKeyNotYetValid, $"{doing}: it may not be used before {key.NotBefore:u}. Wait, or change that.");
        }
    }

    private static P8eStateException Refused(string code, string message) => new(StateErrorKind.NotPermitted, code, message);
}
