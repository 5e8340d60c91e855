using System.Runtime.CompilerServices;
using System.Text.Json;
using P8e.Conformance.Chain.Surfaces;
using P8e.Devchain.Blocks;
using P8e.Devchain.Genesis;

namespace P8e.Conformance.Chain;

/// <summary>
/// The format of <c>vectors/chain</c>: transactions recorded one after the other on one chain. They are run again on a development chain with
/// the recorded heights and times; cases before <paramref name="first"/> are run but not judged, those after <paramref name="last"/> are left.
/// When all were run, recorded queries and calls are played against the chain's surfaces.
/// </summary>
public sealed class ChainKind(int first, int last) : IConformanceKind
{
    private const string GenesisFile = "genesis-extract.json";

    /// <inheritdoc/>
    public string Name => "chain";

    /// <inheritdoc/>
    public bool ShowsGroups => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> Units(string path) => File.Exists(Path.Combine(path, GenesisFile)) ? [path] : [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaseResult> RunAsync(string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(unit, GenesisFile), cancellationToken);
        var chain = new DevChain(GenesisDocument.Read(bytes));
        var replay = new ChainReplay(chain);
        foreach (var block in Blocks(await ReadAsync(unit, cancellationToken)))
        {
            foreach (var result in replay.Run(block).Where(result => result.Order >= first))
            {
                yield return new CaseResult($"{result.File}/{result.Order} {result.Id}", result.Failure);
            }
        }

        // The recorded answers show the state after all transactions.
        if (last == int.MaxValue && SurfaceReplay.Find(unit) is { } surfaces)
        {
            await foreach (var result in new SurfaceReplay(chain, replay.Mempool, bytes).RunAsync(surfaces, cancellationToken))
            {
                yield return result;
            }
        }
    }

    private async Task<IEnumerable<RecordedTx>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        List<RecordedTx> transactions = [];
        foreach (var file in Directory.EnumerateFiles(folder, "transactions-*.json"))
        {
            await using var stream = File.OpenRead(file);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            transactions.AddRange(RecordedTx.ReadAll(Path.GetFileName(file), document.RootElement));
        }

        return transactions.Where(tx => tx.Order <= last).OrderBy(tx => tx.Order);
    }

    /// <summary>Neighbours that were in one block stay together; what was rejected stands alone.</summary>
    private static IEnumerable<IReadOnlyList<RecordedTx>> Blocks(IEnumerable<RecordedTx> transactions)
    {
        List<RecordedTx> block = [];
        foreach (var tx in transactions)
        {
            if (block.Count > 0 && (tx.Height is null || tx.Height != block[0].Height))
            {
                yield return block;
                block = [];
            }

            block.Add(tx);
        }

        if (block.Count > 0)
        {
            yield return block;
        }
    }
}
