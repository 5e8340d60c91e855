using System.CommandLine;
using P8e.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;
using P8e.Protocol.Identifiers;

namespace P8e.Cli.Keys;

/// <summary><c>p8e keys</c>: key files for development and local use.</summary>
internal static class KeysCommand
{
    private static readonly Argument<string> FileName = new("file") { Description = "The key file." };

    internal static Command Create()
    {
        var create = new Command("new", "Make a key and write it to a new file that only you can read.") { FileName };
        create.SetAction(parsed => Failures.RunAsync(parsed, output => MakeAsync(output, parsed.GetRequiredValue(FileName))));
        var show = new Command("show", "Show what belongs to a key file: public key, addresses. Never the key.") { FileName };
        show.SetAction(parsed => Failures.RunAsync(parsed, output => ShowAsync(output, parsed.GetRequiredValue(FileName))));
        return new Command("keys", "Make and look at key files.") { create, show, SharedOptions.Json };
    }

    private static Task MakeAsync(Output output, string file)
    {
        using var key = PrivateKey.Generate(new SystemRandomSource());
        KeyFile.Create(file, key);
        Show(output, file, key.PublicKey);
        return Task.CompletedTask;
    }

    private static Task ShowAsync(Output output, string file)
    {
        using var key = KeyFile.Read(file);
        Show(output, file, key.PublicKey);
        return Task.CompletedTask;
    }

    private static void Show(Output output, string file, PublicKey key)
    {
        var curve = Secp256k1.Default;
        var shown = new
        {
            File = file,
            PublicKey = KeyText.Write(key),
            Compressed = key.ToString(),
            TestNetAddress = AccountAddress.FromBytes(AccountAddress.TestNetPrefix, key.ToAddressBytes()).ToString(),
            MainNetAddress = AccountAddress.FromBytes(AccountAddress.MainNetPrefix, key.ToAddressBytes()).ToString(),
            Curve = $"{curve.Backend} ({curve.Description})",
        };
        output.Write(
            shown,
            ("file", shown.File),
            ("public key", shown.PublicKey),
            ("compressed", shown.Compressed),
            ("address (test)", shown.TestNetAddress),
            ("address (main)", shown.MainNetAddress),
            ("curve", shown.Curve));
    }
}
