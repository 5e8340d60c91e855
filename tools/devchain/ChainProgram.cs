using System.CommandLine;
using P8e.Devchain.Blocks;
using P8e.Devchain.Genesis;
using P8e.Devchain.Queries;
using P8e.Devchain.Surfaces;
using P8e.Protocol.Errors;

namespace P8e.Devchain;

/// <summary>Runs one chain with its surfaces until it is cancelled.</summary>
internal static class ChainProgram
{
    private const string JournalName = "blocks.journal";
    private const int Ok = 0;
    private const int Failed = 1;

    internal static async Task<int> RunAsync(RunSettings settings, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await ReadAsync(settings.Genesis, cancellationToken).ConfigureAwait(false);
            var chain = new DevChain(GenesisDocument.Read(bytes), faithfulSmartContracts: !settings.LenientContracts);
            settings.Data?.Create();
            using var journal = settings.Data is null ? null : BlockJournal.Open(Path.Combine(settings.Data.FullName, JournalName), bytes, chain);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (settings.WithParent)
            {
                // Reading standard input cannot be called off, so nobody waits for this.
                _ = EndWithInputAsync(end);
            }

            await RunAsync(new ChainNode(chain, new Mempool(chain), bytes), settings, console, end.Token).ConfigureAwait(false);
            return Ok;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Ok;
        }
        catch (Exception fault) when (fault is P8eException or IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(fault.Message).ConfigureAwait(false);
            return Failed;
        }
    }

    private static async Task RunAsync(ChainNode node, RunSettings settings, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var clock = new SettableClock(TimeProvider.System);
        if (settings.ClockStart is { } start)
        {
            clock.Set(start);
        }

        var producer = new BlockProducer(node.Chain, node.Mempool, clock);
        if (node.Chain.History.Latest is null)
        {
            // Transactions are taken from the first block on.
            _ = producer.Produce();
        }

        await using var host = await DevchainHost.StartAsync(node, producer, clock, settings.Ports, cancellationToken).ConfigureAwait(false);
        await AnnounceAsync(node.Chain, host.Addresses, settings.PortFile, console.Output, cancellationToken).ConfigureAwait(false);
        void Told(Block block) => Tell(block, console.Output);
        await (settings.Interval == TimeSpan.Zero
            ? producer.RunOnDemandAsync(Told, cancellationToken)
            : producer.RunAsync(settings.Interval, Told, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task AnnounceAsync(
        DevChain chain, HostAddresses addresses, FileInfo? portFile, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"devchain: {chain.Settings.ChainId} at height {chain.Height}. For development and tests only.").ConfigureAwait(false);
        await output.WriteLineAsync($"grpc {HostAddresses.Text(addresses.Grpc)}").ConfigureAwait(false);
        await output.WriteLineAsync($"rest {HostAddresses.Text(addresses.Rest)}").ConfigureAwait(false);
        await output.WriteLineAsync($"rpc {HostAddresses.Text(addresses.Rpc)}").ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (portFile is not null)
        {
            // Whoever waits for the file must never see half of it.
            var draft = portFile.FullName + ".new";
            await File.WriteAllTextAsync(draft, addresses.ToJson(chain.Settings.ChainId), cancellationToken).ConfigureAwait(false);
            File.Move(draft, portFile.FullName, overwrite: true);
        }
    }

    /// <summary>A parent that dies closes the other end of our standard input.</summary>
    private static async Task EndWithInputAsync(CancellationTokenSource end)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer, end.Token).ConfigureAwait(false) > 0)
        {
            // What it says does not matter.
        }

        await end.CancelAsync().ConfigureAwait(false);
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
