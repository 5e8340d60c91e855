using System.CommandLine;
using P8e.Access;

namespace P8e.Cli.Access;

/// <summary><c>p8e access</c>: API keys of a deployment, made on its storage account.</summary>
internal static class AccessCommand
{
    private static readonly Option<string> Name = new("--name") { Description = "What the key is for, in 1 to 100 characters: 'servicing system'.", Required = true };
    private static readonly Option<string[]> Roles = new("--role") { Description = "What it may do. May be repeated.", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Places = new("--at")
    {
        Description = "Affiliate at which it may. May be repeated.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Everywhere = new("--everywhere") { Description = "It may at every affiliate, also at those to come." };
    private static readonly Option<int> Days = new("--days") { Description = "How long it is good, 1 to 1830 days.", DefaultValueFactory = _ => 365 };
    private static readonly Argument<string> Id = new("id") { Description = "The key's id: 16 hexadecimal digits, as list shows it." };

    internal static Command Create()
    {
        Roles.AcceptOnlyFromAmong([.. AccessRoleTexts.All]);
        var create = new Command("create", "Make a key and print it, this once.") { Name, Roles, Places, Everywhere, Days };
        create.Validators.Add(result =>
        {
            if (result.GetValue(Everywhere) == result.GetValue(Places) is { Length: > 0 })
            {
                result.AddError("Say where the key may: '--at AFFILIATE', once or more often, or '--everywhere'.");
            }
        });
        create.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => AccessActions.CreateAsync(output, AccessComposition.From(parsed), Arguments(parsed), cancellation)));
        var list = new Command("list", "Show the keys, revoked and expired ones too; never a key itself.");
        list.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => AccessActions.ListAsync(output, AccessComposition.From(parsed), cancellation)));
        var revoke = new Command("revoke", "Refuse a key from now on; a running program follows within 15 seconds.") { Id };
        revoke.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => AccessActions.RevokeAsync(output, AccessComposition.From(parsed), parsed.GetRequiredValue(Id), cancellation)));
        var bootstrap = new Command("bootstrap", "Make a key that may do everything, and the line for the file of Access__BootstrapKeyFile; nothing is stored.");
        bootstrap.SetAction(parsed => Failures.RunAsync(parsed, AccessActions.BootstrapAsync));
        return new Command("access", "Make, list and revoke API keys.") { create, list, revoke, bootstrap, SharedOptions.Json, SharedOptions.Storage };
    }

    internal static CreateArguments Arguments(ParseResult parsed) =>
        new(parsed.GetRequiredValue(Name), parsed.GetRequiredValue(Roles), parsed.GetValue(Places) ?? [], parsed.GetValue(Days));
}
