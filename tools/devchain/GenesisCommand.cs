using System.CommandLine;
using System.Text;
using System.Text.Json;
using P8e.Devchain.Genesis;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain;

/// <summary><c>devchain genesis</c>: writes a genesis file. There is no faucet: who shall have funds stands there.</summary>
internal static class GenesisCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to write it; an existing file is left alone." };
        var chainId = new Option<string>("--chain-id") { Description = "The chain's name.", DefaultValueFactory = _ => "testing" };
        var accounts = new Option<string[]>("--account") { Description = "ADDRESS=NHASH, for example tp1…=1000000000000000; may be given several times.", Required = true };
        var command = new Command("genesis", "Writes a genesis file with accounts of your choice and the main network's flat fees.") { file, chainId, accounts };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(chainId), parsed.GetRequiredValue(accounts), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, string chainId, string[] accounts, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        try
        {
            var genesis = NewGenesis.Write(chainId, TimeProvider.System.GetUtcNow(), [.. accounts.Select(Account)]);
            var bytes = Encoding.UTF8.GetBytes(genesis.ToJsonString(Indented) + "\n");
            // What the chain will read, it reads here first.
            _ = GenesisDocument.Read(bytes);
            await using var stream = new FileStream(file.FullName, FileMode.CreateNew);
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (Exception fault) when (fault is P8eException or IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(fault.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static (string Address, string Amount) Account(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var amount = at < 0 ? "" : text[(at + 1)..];
        if (at < 0 || amount.Length is 0 or > 30 || !amount.All(char.IsAsciiDigit) || !AccountAddress.TryParse(text[..at], out _))
        {
            throw new P8eInputException(ErrorCodes.ConfigurationInvalid, $"Writing the genesis file: '{text}' is not ADDRESS=NHASH, for example tp1…=1000000000000000.");
        }

        return (text[..at], amount);
    }
}
