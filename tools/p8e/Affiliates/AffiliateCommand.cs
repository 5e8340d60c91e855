using System.CommandLine;
using P8e.Cli.Api;

namespace P8e.Cli.Affiliates;

/// <summary><c>p8e affiliate</c>: for whom a deployment acts, and taking an affiliate from one storage account to another.</summary>
internal static class AffiliateCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The affiliate: 1 to 40 small letters, digits and single inner hyphens." };
    private static readonly Argument<string> Source = new("folder") { Description = "The export, as export wrote it." };
    private static readonly Option<string> Target = new("--output") { Description = "Folder for the export; new or empty.", Required = true };
    private static readonly Option<string[]> Accounts = new("--account")
    {
        Description = "Account (tp1…, pb1…) whose transactions belong to it. Needed for the deployment's own affiliate; of those that were added the program knows it. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> SigningKey = new("--signing-key")
    {
        Description = "Its signing key: https://VAULT/keys/NAME/VERSION, or file:NAME for a file in the program's folder Affiliate__KeysFolder.", Required = true,
    };

    private static readonly Option<string> EncryptionKey = new("--encryption-key")
    {
        Description = "Its encryption key: https://VAULT/secrets/NAME/VERSION, or file:NAME.", Required = true,
    };

    internal static Command Create() => new("affiliate", "For whom a deployment acts; and taking an affiliate along to another storage account.")
    {
        List(), Add(), Remove(), Export(), Import(), SharedOptions.Json,
    };

    private static Command List()
    {
        var list = new Command("list", "Show the deployment's own affiliate and those that were added, removed ones too.").CallsApi();
        list.SetAction((parsed, cancellation) => RunAsync(parsed, (output, api) => AffiliateActions.ListAsync(output, api, cancellation)));
        return list;
    }

    private static Command Add()
    {
        var add = new Command("add", "Have the program act for another affiliate, with keys of its own; one that was removed comes back.") { Name, SigningKey, EncryptionKey }.CallsApi();
        add.SetAction((parsed, cancellation) => RunAsync(parsed, (output, api) => AffiliateActions.AddAsync(
            output, api, parsed.GetRequiredValue(Name), parsed.GetRequiredValue(SigningKey), parsed.GetRequiredValue(EncryptionKey), cancellation)));
        return add;
    }

    private static Command Remove()
    {
        var remove = new Command("remove", "Have the program act for an affiliate no longer. What it stored stays, its name and keys stay taken.") { Name }.CallsApi();
        remove.SetAction((parsed, cancellation) => RunAsync(parsed, (output, api) => AffiliateActions.RemoveAsync(output, api, parsed.GetRequiredValue(Name), cancellation)));
        return remove;
    }

    private static Command Export()
    {
        var export = new Command("export", "Write all that an affiliate has in the storage account to a folder: sealed as it is, without keys.") { Name, Target, Accounts, SharedOptions.Storage };
        export.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => ExportActions.ExportAsync(
            output, ExportActions.Storage(parsed), parsed.GetRequiredValue(Name), parsed.GetRequiredValue(Target), parsed.GetValue(Accounts) ?? [], cancellation)));
        return export;
    }

    private static Command Import()
    {
        var import = new Command("import", "Put an export into a storage account that has nothing of the affiliate. May be broken off and repeated.") { Source, SharedOptions.Storage };
        import.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => ExportActions.ImportAsync(
            output, ExportActions.Storage(parsed), parsed.GetRequiredValue(Source), cancellation)));
        return import;
    }

    private static Task<int> RunAsync(ParseResult parsed, Func<Output, ApiClient, Task> work) => Failures.RunAsync(parsed, async output =>
    {
        using var api = ApiOption.Connect(parsed);
        await work(output, api);
    });
}
