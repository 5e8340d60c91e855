using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Peers;
using P8e.Benchmarks.Report;
using P8e.Chain.Transactions;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Protocol;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Bank;

namespace P8e.Benchmarks.Chain;

/// <summary>B10: build, sign and encode a transaction of three messages, beside CosmJS.</summary>
internal sealed class TransactionBenchmark : IBenchmark
{
    private const string ChainId = "testing";
    private const ulong TimeoutHeight = 100;

    /// <summary>At least five times CosmJS's speed (performance anchors, B10).</summary>
    private const double OfCosmJs = 1 / 5.0;

    private static readonly byte[] Secret = [.. Enumerable.Repeat((byte)0x11, 32)];

    public string Name => "B10";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        using var key = PrivateKey.Import(Secret);
        var address = AccountAddress.FromBytes(AccountAddress.TestNetPrefix, key.PublicKey.ToAddressBytes()).ToString();
        var signer = new TransactionSigner(new LocalSigner(key), ChainId);
        using var peer = CosmJs.TryStart(Convert.ToHexString(Secret), address, ChainId);
        List<IContender> contenders = [new AsyncOperation(() => SignAsync(signer, address, 3)), new AsyncOperation(() => SignAsync(signer, address, 30))];
        if (peer is not null)
        {
            contenders.Add(peer.Sign);
        }

        var series = await Alternation.MeasureAsync(bench.Plan, contenders);
        Row[] rows =
        [
            Row.Compare("3 messages", series[0], "CosmJS", peer is null ? null : series[2], OfCosmJs),
            Row.Compare("30 messages", series[1], "ten times 3 messages", 10 * series[0], 1),
        ];
        Check[] checks = peer is null ? [] : [await CompareAsync(signer, address, peer)];
        return new BenchmarkResult("B10: build, sign and encode a transaction", rows, checks);
    }

    private static async Task<Check> CompareAsync(TransactionSigner signer, string address, CosmJs peer)
    {
        var own = await TransactionAsync(signer, address, 3);
        return new Check("both make the same bytes", Convert.ToHexStringLower(own.Bytes.Span) == await peer.BytesAsync());
    }

    private static async ValueTask SignAsync(TransactionSigner signer, string address, int messages) => await TransactionAsync(signer, address, messages);

    private static Task<SignedTransaction> TransactionAsync(TransactionSigner signer, string address, int messages)
    {
        var content = new TransactionContent(
            Enumerable.Range(1, messages).Select(amount => ChainMessage.From(new MsgSend
            {
                FromAddress = address, ToAddress = address, Amount = { new P8e.Protocol.Wire.Cosmos.Base.Coin { Denom = "nhash", Amount = $"{amount}" } },
            })),
            timeoutHeight: TimeoutHeight);
        var fee = new TransactionFee([new ChainCoin(ChainCoin.FeeDenomination, 5_000_000_000)], 250_000);
        return signer.SignAsync(content, fee, new SignerState(ChainId, 4, 7), CancellationToken.None);
    }
}
