using System.CommandLine;
using P8e.Azure.Vault;

namespace P8e.Cli.Keys;

/// <summary><c>p8e keys</c>: keys in files, for development and local use, and keys in a vault.</summary>
internal static class KeysCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The key file; with --vault the key's name." };
    private static readonly Argument<string> Folder = new("folder") { Description = "Where key files lie; not with --vault.", DefaultValueFactory = _ => "." };
    private static readonly Option<string?> Version = new("--version") { Description = "With --vault: which version. [default: the latest]" };
    private static readonly Option<string?> To = new("--to") { Description = "Without --vault: the new key file. The old one stays." };
    private static readonly Option<bool> Hardware = new("--hardware") { Description = "With --vault: a hardware module holds the signing key (premium vaults)." };

    private static readonly Option<VaultKeyPurpose> Kind = new("--kind")
    {
        Description = "What the key is for: a signing key never leaves its vault, an encryption key is a secret in it.",
        DefaultValueFactory = _ => VaultKeyPurpose.Signing,
    };

    internal static Command Create()
    {
        var create = new Command("create", "Make a key: in a new file that only you can read, or in a vault.") { Name, Kind, Hardware };
        create.Aliases.Add("new"); // What it was called before there were vaults; scripts say so.
        create.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => Keyring(parsed) is { } vault
            ? VaultKeyActions.CreateAsync(output, vault, Named(parsed), parsed.GetValue(Kind), parsed.GetValue(Hardware), cancellation)
            : FileKeyActions.CreateAsync(output, Named(parsed))));
        var show = new Command("show", "Show what belongs to a key: public key, addresses. Never the key.") { Name, Kind, Version };
        show.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => Keyring(parsed) is { } vault
            ? VaultKeyActions.ShowAsync(output, vault, Named(parsed), parsed.GetValue(Version) ?? "", parsed.GetValue(Kind), cancellation)
            : FileKeyActions.ShowAsync(output, Named(parsed))));
        var list = new Command("list", "Show which keys there are: in a folder, or in a vault with all versions.") { Folder };
        list.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => Keyring(parsed) is { } vault
            ? VaultKeyActions.ListAsync(output, vault, cancellation)
            : FileKeyActions.ListAsync(output, parsed.GetRequiredValue(Folder))));
        var rotate = new Command("rotate", "Make the key that follows a key, and say what has to be done with it. The old key stays.") { Name, Kind, Hardware, To };
        rotate.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => Keyring(parsed) is { } vault
            ? VaultKeyActions.RotateAsync(output, vault, Named(parsed), parsed.GetValue(Kind), parsed.GetValue(Hardware), cancellation)
            : FileKeyActions.RotateAsync(output, Named(parsed), parsed.GetValue(To), parsed.GetValue(Kind))));
        var keys = new Command("keys", "Make, show and rotate keys, in files or in a vault.") { create, show, list, rotate, SharedOptions.Json };
        VaultArguments.AddTo(keys);
        return keys;
    }

    private static VaultKeyring? Keyring(ParseResult parsed) => VaultArguments.Keyring(parsed);

    private static string Named(ParseResult parsed) => parsed.GetRequiredValue(Name);
}
