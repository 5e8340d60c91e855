using System.Globalization;
using P8e.Azure.Vault;

namespace P8e.Cli.Keys;

/// <summary>Keys in a vault.</summary>
internal static class VaultKeyActions
{
    internal static async Task CreateAsync(
        Output output, VaultKeyring vault, string name, VaultKeyPurpose purpose, bool hardware, CancellationToken cancellationToken) =>
        Show(output, await vault.CreateAsync(name, purpose, hardware, cancellationToken), []);

    internal static async Task ShowAsync(
        Output output, VaultKeyring vault, string name, string version, VaultKeyPurpose purpose, CancellationToken cancellationToken) =>
        Show(output, await vault.ShowAsync(name, version, purpose, cancellationToken), []);

    internal static async Task RotateAsync(
        Output output, VaultKeyring vault, string name, VaultKeyPurpose purpose, bool hardware, CancellationToken cancellationToken)
    {
        var old = await vault.ShowAsync(name, "", purpose, cancellationToken);
        var made = await vault.RotateAsync(name, purpose, hardware, cancellationToken);
        Show(output, made, RotationAdvice.For(purpose, old.Identifier.AbsoluteUri, made.PublicKey is { } key ? KeyFacts.Of(key).PublicKey : ""));
    }

    internal static async Task ListAsync(Output output, VaultKeyring vault, CancellationToken cancellationToken)
    {
        var keys = await vault.ListAsync(cancellationToken);
        output.WriteTable(
            new { Keys = keys.Select(key => new { Kind = Kind(key), key.Name, key.Identifier, State = State(key), key.CreatedOn, key.NotBefore, key.ExpiresOn }).ToArray() },
            ["kind", "identifier", "state", "created", "expires"],
            keys.Select(key => new[] { Kind(key), key.Identifier.AbsoluteUri, State(key), Time(key.CreatedOn), Time(key.ExpiresOn) }));
    }

    private static void Show(Output output, VaultKeyEntry key, string[] next)
    {
        var facts = key.PublicKey is { } known ? KeyFacts.Of(known) : null;
        output.Write(
            new
            {
                key.Identifier,
                Kind = Kind(key),
                State = State(key),
                facts?.PublicKey,
                facts?.Compressed,
                facts?.TestNetAddress,
                facts?.MainNetAddress,
                key.NotBefore,
                key.ExpiresOn,
                Next = next,
            },
            [
                ("identifier", key.Identifier.AbsoluteUri),
                ("kind", Kind(key)),
                ("state", State(key)),
                .. facts?.Lines ?? [("public key", "none: not a key on secp256k1")],
                ("not before", Time(key.NotBefore)),
                ("expires", Time(key.ExpiresOn)),
                .. next.Select(step => ("next", step)),
            ]);
    }

    private static string Kind(VaultKeyEntry key) => key.Purpose == VaultKeyPurpose.Signing ? "signing" : "encryption";

    private static string State(VaultKeyEntry key)
    {
        var now = TimeProvider.System.GetUtcNow();
        return (key.Enabled, key.ExpiresOn <= now, key.NotBefore > now) switch
        {
            (false, _, _) => "disabled",
            (_, true, _) => "expired",
            (_, _, true) => "not yet valid",
            _ => "enabled",
        };
    }

    private static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "";
}
