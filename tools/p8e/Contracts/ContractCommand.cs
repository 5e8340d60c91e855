using System.CommandLine;
using P8e.Cli.Api;

namespace P8e.Cli.Contracts;

/// <summary><c>p8e contract</c>: publishing contracts and looking at what is published.</summary>
internal static class ContractCommand
{
    private static readonly Option<string> ContractFile = new("--contracts") { Description = "The contract assembly (.dll).", Required = true };
    private static readonly Option<string> RecordFile = new("--records") { Description = "The assembly of the record messages (.dll).", Required = true };
    private static readonly Option<string[]> Readers = new("--reader")
    {
        Description = "Who may read package and specifications beside the affiliate: public key text (0A41…) or a key file. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Argument<string> ContractName = new("contract") { Description = "Class name (its latest version), or contractspec1… (exactly that one)." };

    internal static Command Create()
    {
        var publish = new Command("publish", "Publish a contract package: store it, write its specifications to the chain, wait until it can be used.") { ContractFile, RecordFile, Readers };
        publish.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            await ContractActions.PublishAsync(
                output, api, parsed.GetRequiredValue(ContractFile), parsed.GetRequiredValue(RecordFile), parsed.GetValue(Readers) ?? [], cancellation);
        }));
        var list = new Command("list", "Show every published contract, the latest first within a name.");
        list.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            await ContractActions.ListAsync(output, api, cancellation);
        }));
        var schema = new Command("schema", "Print the JSON Schema of a contract's inputs and records.") { ContractName };
        schema.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            await ContractActions.SchemaAsync(output, api, parsed.GetRequiredValue(ContractName), cancellation);
        }));
        return new Command("contract", "Publish contracts and look at what is published.") { publish, list, schema, SharedOptions.Json }.CallsApi();
    }
}
