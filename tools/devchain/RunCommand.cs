using System.CommandLine;
using P8e.Devchain.Blocks;
using P8e.Devchain.Genesis;
using P8e.Protocol.Errors;

namespace P8e.Devchain;

/// <summary>The command line: runs one chain until it is interrupted.</summary>
internal static class RunCommand
{
    private const string JournalName = "blocks.journal";
    private const int Ok = 0;
    private const int Failed = 1;

    internal static RootCommand Create()
    {
        var genesis = new Option<FileInfo>("--genesis") { Description = "Provenance genesis file, or an extract of one.", Required = true };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder that keeps the chain; without it the chain is forgotten at the end." };
        var interval = new Option<int>("--block-milliseconds") { Description = "Time from block to block.", DefaultValueFactory = _ => 1000 };
        var lenient = new Option<bool>("--lenient-contracts")
        {
            Description = "Accounts that never signed do not count as smart contracts. A real node is not so kind.",
        };
        interval.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 10 or > 600_000)
            {
                result.AddError("--block-milliseconds must be 10 to 600000.");
            }
        });
        var command = new RootCommand("A chain for development and tests that answers like a Provenance node. Never keep anything of value on it.")
        {
            genesis, data, interval, lenient,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(genesis),
            parsed.GetValue(data),
            TimeSpan.FromMilliseconds(parsed.GetValue(interval)),
            parsed.GetValue(lenient),
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo genesis, DirectoryInfo? data, TimeSpan interval, bool lenient, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await ReadAsync(genesis, cancellationToken).ConfigureAwait(false);
            var chain = new DevChain(GenesisDocument.Read(bytes), faithfulSmartContracts: !lenient);
            data?.Create();
            using var journal = data is null ? null : BlockJournal.Open(Path.Combine(data.FullName, JournalName), bytes, chain);
            await console.Output.WriteLineAsync(
                $"devchain: {chain.Settings.ChainId} at height {chain.Height}. For development and tests only.").ConfigureAwait(false);
            var producer = new BlockProducer(chain, new Mempool(chain), TimeProvider.System);
            await producer.RunAsync(interval, block => Tell(block, console.Output), cancellationToken).ConfigureAwait(false);
            return Ok;
        }
        catch (Exception fault) when (fault is P8eException or IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(fault.Message).ConfigureAwait(false);
            return Failed;
        }
    }

    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken) =>
        file.Length <= GenesisDocument.MaximumBytes
            ? await File.ReadAllBytesAsync(file.FullName, cancellationToken).ConfigureAwait(false)
            : throw new P8eInputException(
                ErrorCodes.LimitExceeded, $"Reading the genesis file: it is larger than {GenesisDocument.MaximumBytes} bytes. Is it one?");

    private static void Tell(Block block, TextWriter output)
    {
        if (block.Transactions.Count > 0)
        {
            output.WriteLine($"block {block.Height}: {block.Transactions.Count} transactions, {block.Outcomes.Count(outcome => !outcome.Succeeded)} failed");
        }
    }
}
