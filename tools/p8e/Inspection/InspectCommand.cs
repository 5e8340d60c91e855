using System.CommandLine;
using System.Text;
using P8e.Cryptography.Dime;
using P8e.Protocol.Identifiers;

namespace P8e.Cli.Inspection;

/// <summary><c>p8e inspect</c>: a look inside what travels, without any key.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> ContainerFile = new("file") { Description = "A DIME container." };
    private static readonly Argument<string> Address = new("address") { Description = "A bech32 account or metadata address." };

    internal static Command Create()
    {
        var dime = new Command("dime", "Show header, readers and signature of a DIME container.") { ContainerFile };
        dime.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, output => ShowDimeAsync(output, parsed.GetRequiredValue(ContainerFile), cancellation)));
        var address = new Command("address", "Show what an address names.") { Address };
        address.SetAction(parsed => Failures.RunAsync(parsed, output => ShowAddress(output, parsed.GetRequiredValue(Address))));
        return new Command("inspect", "Look inside containers and addresses.") { dime, address, SharedOptions.Json };
    }

    private static async Task ShowDimeAsync(Output output, string file, CancellationToken cancellationToken)
    {
        var container = await File.ReadAllBytesAsync(file, cancellationToken);
        var header = DimeHeader.Parse(container);
        var shown = new
        {
            header.ContainerId,
            HeaderLength = header.Length,
            PayloadLength = container.Length - header.Length,
            header.Metadata,
            header.Uri,
            Readers = header.Audience.Select(reader => new { reader.Context, PublicKey = Encoding.UTF8.GetString(reader.PublicKeyText.Span) }).ToArray(),
            Signed = header.ReadSignature() is not null,
        };
        output.Write(
            shown,
            [
                ("container", shown.ContainerId.ToString()),
                ("header", $"{shown.HeaderLength} bytes"),
                ("payload", $"{shown.PayloadLength} bytes"),
                ("signed", shown.Signed ? "yes (checked only when it is opened)" : "no"),
                .. shown.Metadata.Select(entry => ($"metadata {entry.Key}", entry.Value.ReplaceLineEndings(" "))),
                .. shown.Readers.Select(reader => ($"{reader.Context}".ToLowerInvariant(), reader.PublicKey)),
            ]);
    }

    private static Task ShowAddress(Output output, string text)
    {
        if (MetadataAddress.TryParse(text, out var metadata))
        {
            var shown = new
            {
                Address = metadata.ToString(),
                Kind = metadata.Kind.ToString(),
                Hex = Convert.ToHexStringLower(metadata.Bytes.Span),
                PrimaryUuid = metadata.PrimaryUuid,
            };
            output.Write(shown, ("address", shown.Address), ("kind", shown.Kind), ("uuid", shown.PrimaryUuid.ToString()), ("bytes", shown.Hex));
            return Task.CompletedTask;
        }

        var account = AccountAddress.Parse(text);
        var accountShown = new { Address = account.ToString(), Kind = "Account", account.Prefix, Hex = Convert.ToHexStringLower(account.Bytes.Span) };
        output.Write(accountShown, ("address", accountShown.Address), ("kind", $"account of network prefix {account.Prefix}"), ("bytes", accountShown.Hex));
        return Task.CompletedTask;
    }
}
