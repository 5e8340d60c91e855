using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using P8e.Chain.Transactions;
using P8e.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>The development chain as a process, with a genesis of its own. Blocks come on demand.</summary>
internal sealed class RunningChain : IAsyncDisposable
{
    internal const string ChainId = "end-to-end";

    private readonly string _folder;
    private ChildProgram? _program;

    private RunningChain(string folder) => _folder = folder;

    internal Uri Grpc { get; private set; } = null!;

    internal Uri Rest { get; private set; } = null!;

    internal Uri Rpc { get; private set; } = null!;

    /// <summary>Address of a party on this chain.</summary>
    internal static AccountAddress AddressOf(Party party) => AccountAddress.FromBytes(AccountAddress.TestNetPrefix, party.Key.ToAddressBytes());

    /// <summary>Starts a chain on which each party has 10^18 nhash.</summary>
    internal static async Task<RunningChain> StartAsync(CancellationToken cancellationToken, params Party[] funded)
    {
        var chain = new RunningChain(Directory.CreateTempSubdirectory("p8e-devchain-").FullName);
        var accounts = funded.SelectMany(party => new[] { "--account", $"{AddressOf(party)}=1000000000000000000" });
        await using (var genesis = ChildProgram.Start("devchain", ["genesis", chain.GenesisFile, "--chain-id", ChainId, .. accounts]))
        {
            await genesis.WaitForExitAsync(cancellationToken);
            Assert.True(genesis.ExitCode == 0, genesis.Output);
        }

        await chain.LaunchAsync(cancellationToken);
        return chain;
    }

    /// <summary>Kills it, as a crash of the node's machine.</summary>
    internal Task KillAsync(CancellationToken cancellationToken) => _program!.KillAsync(cancellationToken);

    /// <summary>Starts it again at the same addresses on what it has stored.</summary>
    internal async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await _program!.DisposeAsync();
        File.Delete(PortFile);
        await LaunchAsync(cancellationToken);
    }

    /// <summary>Every transaction of every block that succeeded, in order, read from the blocks themselves.</summary>
    internal async Task<IReadOnlyList<ChainTransaction>> ReadTransactionsAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Rpc };
        var status = await http.GetFromJsonAsync<JsonElement>("status", cancellationToken);
        var latest = long.Parse(status.GetProperty("result").GetProperty("sync_info").GetProperty("latest_block_height").GetString()!, CultureInfo.InvariantCulture);
        var found = new List<ChainTransaction>();
        for (var height = 1L; height <= latest; height++)
        {
            var block = await http.GetFromJsonAsync<JsonElement>($"block?height={height}", cancellationToken);
            var bytes = block.GetProperty("result").GetProperty("block").GetProperty("data").GetProperty("txs").EnumerateArray().Select(tx => tx.GetBytesFromBase64()).ToArray();
            if (bytes.Length > 0)
            {
                var results = await http.GetFromJsonAsync<JsonElement>($"block_results?height={height}", cancellationToken);
                var codes = results.GetProperty("result").GetProperty("txs_results").EnumerateArray().Select(result => result.GetProperty("code").GetInt32());
                found.AddRange(bytes.Zip(codes).Where(pair => pair.Second == 0).Select(pair => Read(height, pair.First)));
            }
        }

        return found;
    }

    /// <summary>How many transactions of a submission are in blocks.</summary>
    internal async Task<int> CountAsync(Submission submission, CancellationToken cancellationToken) =>
        (await ReadTransactionsAsync(cancellationToken)).Count(transaction => transaction.Memo.StartsWith(submission.Name + " ", StringComparison.Ordinal));

    /// <summary>A scope by query, as the node's REST shows it.</summary>
    internal async Task<JsonElement> ReadScopeAsync(string address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Rest };
        var answer = await http.GetFromJsonAsync<JsonElement>($"provenance/metadata/v1/scope/{address}", cancellationToken);
        return answer.GetProperty("scope").GetProperty("scope");
    }

    /// <summary>A specification by query, as the node's REST shows it.</summary>
    /// <param name="path">What follows <c>provenance/metadata/v1/</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<JsonElement> ReadMetadataAsync(string path, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Rest };
        return await http.GetFromJsonAsync<JsonElement>($"provenance/metadata/v1/{path}", cancellationToken);
    }

    /// <summary>Lets go of it as a dying parent does, and waits until it has ended.</summary>
    internal async Task AbandonAsync(CancellationToken cancellationToken)
    {
        _program!.Abandon();
        await _program.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static ChainTransaction Read(long height, byte[] bytes)
    {
        var transaction = TransactionDecoder.Decode(bytes);
        return new ChainTransaction(height, transaction.Hash.ToString(), transaction.Content.Memo, transaction.Content.Messages, bytes);
    }

    private string GenesisFile => Path.Combine(_folder, "genesis.json");

    private string PortFile => Path.Combine(_folder, "ports.json");

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        _program = ChildProgram.Start(
            "devchain",
            [
                "--genesis", GenesisFile, "--data", Path.Combine(_folder, "data"), "--block-milliseconds", "0", "--grpc-port", Port(Grpc), "--rest-port", Port(Rest), "--rpc-port", Port(Rpc),
                "--port-file", PortFile, "--with-parent",
            ]);
        var addresses = await _program.ReadyAsync(PortFile, cancellationToken);
        (Grpc, Rest, Rpc) = (Address("grpc"), Address("rest"), Address("rpc"));

        Uri Address(string name) => new(addresses[name].GetString()!);

        // The first time any free ones.
        static string Port(Uri? known) => $"{known?.Port ?? 0}";
    }
}
