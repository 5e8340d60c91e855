using System.CommandLine;
using P8e.Cli.Keys;

namespace P8e.Cli.Objects;

/// <summary><c>p8e object</c>: encrypted objects of an affiliate's store.</summary>
internal static class ObjectCommand
{
    private static readonly Option<string> KeyFileName = new("--key") { Description = "Key file: owner and signer of a put, reader of a get.", Required = true };
    private static readonly Option<string?> SignerFileName = new("--signer") { Description = "Key file of the signer, where it is not the owner's." };
    private static readonly Option<string[]> Readers = new("--reader")
    {
        Description = "A further reader: public key text (0A41…) or a key file. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Argument<string> Source = new("file") { Description = "What to store." };
    private static readonly Argument<string> Hash = new("hash") { Description = "The content's hash in base64, as put printed it." };
    private static readonly Option<string?> Target = new("--output") { Description = "Where the content goes. Default: standard output." };

    private static readonly Option<string> OldKey = new("--from") { Description = "The key that goes: its key file, or its identifier in a vault (https://…/secrets/name/version).", Required = true };
    private static readonly Option<string> NewKey = new("--to") { Description = "The key that comes: public key text (0A41…) or a key file.", Required = true };

    internal static Command Create()
    {
        var put = new Command("put", "Seal a file for its readers, sign it and store it.") { Source, KeyFileName, SignerFileName, Readers };
        put.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => ObjectActions.PutAsync(
            output,
            Composition.From(parsed),
            new PutArguments(
                parsed.GetRequiredValue(Source), parsed.GetRequiredValue(KeyFileName), parsed.GetValue(SignerFileName), parsed.GetValue(Readers) ?? []),
            cancellation)));
        var get = new Command("get", "Open an object as one of its readers; hash and signature are checked first.") { Hash, KeyFileName, Target };
        get.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => ObjectActions.GetAsync(
            output, Composition.From(parsed), parsed.GetRequiredValue(Hash), parsed.GetRequiredValue(KeyFileName), parsed.GetValue(Target), cancellation)));
        var list = new Command("list", "Show what lies in the account; nothing is opened.");
        list.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => ObjectActions.ListAsync(output, Composition.From(parsed), cancellation)));
        var sweep = new Command("sweep", "Clear away what a crash has left, and look for objects without bytes.");
        sweep.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => ObjectActions.SweepAsync(output, Composition.From(parsed), cancellation)));
        var rotate = new Command("rotate", "Wrap every object that an encryption key reads for another key instead. May be broken off and repeated.") { OldKey, NewKey };
        rotate.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => RotateAction.RunAsync(
            output, Composition.From(parsed), parsed, parsed.GetRequiredValue(OldKey), parsed.GetRequiredValue(NewKey), cancellation)));
        VaultArguments.AddIdentityTo(rotate);
        return new Command("object", "Put, get and list encrypted objects.")
        {
            put, get, list, sweep, rotate, SharedOptions.Json, SharedOptions.Storage, SharedOptions.Affiliate,
        };
    }
}
