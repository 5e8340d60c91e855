using System.CommandLine;
using P8e.Azure.Vault;
using P8e.Cryptography;
using P8e.Protocol.Errors;

namespace P8e.Cli.Keys;

/// <summary>Which vault, and who asks it: options that commands share.</summary>
internal static class VaultArguments
{
    internal static readonly Option<Uri?> Address = new("--vault")
    {
        Description = "Address of a key vault, for example https://name.vault.azure.net: keys are there and not in files.",
        Recursive = true,
        CustomParser = result => Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var address) ? address : Refuse(result),
    };

    private static readonly Option<IdentityKind> Credential = new("--credential")
    {
        Description = "Who asks the vault: whoever ran 'az login', or the managed identity of this machine.",
        DefaultValueFactory = _ => IdentityKind.AzureCli,
        Recursive = true,
    };

    private static readonly Option<string?> ClientId = new("--client-id") { Description = "Client id of a user-assigned managed identity.", Recursive = true };

    private static readonly Option<string?> Authority = new("--authority-file")
    {
        Description = "A further trusted authority in PEM, for a stand-in at a loopback address only.", Recursive = true,
    };

    internal static void AddTo(Command command)
    {
        command.Add(Address);
        AddIdentityTo(command);
    }

    /// <summary>For commands in which a key's identifier already names the vault.</summary>
    internal static void AddIdentityTo(Command command)
    {
        command.Add(Credential);
        command.Add(ClientId);
        command.Add(Authority);
    }

    /// <summary>The vault's clients; null without <c>--vault</c>.</summary>
    internal static VaultClients? Clients(ParseResult parsed) => parsed.GetValue(Address) is { } address ? Clients(parsed, address) : null;

    /// <summary>The clients of the vault that a key's identifier names.</summary>
    internal static VaultClients Clients(ParseResult parsed, Uri address) => new(
        new VaultOptions
        {
            Address = new Uri(address, "/"),
            Credential = parsed.GetValue(Credential),
            ClientId = parsed.GetValue(ClientId),
            AuthorityFile = parsed.GetValue(Authority),
        },
        TimeProvider.System);

    /// <summary>What makes and shows keys of a vault.</summary>
    internal static VaultKeyring? Keyring(ParseResult parsed) => Clients(parsed) is { } clients ? new VaultKeyring(clients, new SystemRandomSource()) : null;

    internal static P8eInputException Wrong(string message) => new(ErrorCodes.ConfigurationInvalid, message);

    private static Uri? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--vault is no address. Example: https://name.vault.azure.net");
        return null;
    }
}
