using System.Globalization;
using System.Text;
using System.Text.Json;
using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Report;
using P8e.Chain;
using P8e.Chain.Blocks.Comet;
using P8e.Chain.Following;

namespace P8e.Benchmarks.Chain;

/// <summary>B9: a follower catches up over recorded blocks, beside the same requests with System.Text.Json reading the answers' tokens.</summary>
internal sealed class FollowBenchmark : IBenchmark
{
    private const int HeavyTransactions = 20;

    /// <summary>At least half the speed of reading the bytes alone (performance anchors, B9).</summary>
    private const double OverReading = 2;

    private const double SecondsForThousandEmpty = 1;

    public string Name => "B9";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        var rows = new List<Row>();
        var checks = new List<Check>();
        foreach (var (blocks, transactions) in new[] { (10, 0), (100, 0), (1000, 0), (10, HeavyTransactions), (100, HeavyTransactions), (1000, HeavyTransactions) })
        {
            if (bench.IsQuick && blocks == 1000 && transactions > 0)
            {
                continue;
            }

            await MeasureAsync(bench, blocks, transactions, rows, checks);
        }

        return new BenchmarkResult("B9: a follower catches up", rows, checks);
    }

    private static async Task MeasureAsync(Bench bench, int blocks, int transactions, List<Row> rows, List<Check> checks)
    {
        using var node = new RecordedBlocks(blocks, transactions);
        using var http = new HttpClient(node, disposeHandler: false) { BaseAddress = new Uri("http://node.invalid/") };
        var options = new ChainOptions { ChainId = "testing-golden" };
        var cursors = new CountingCursors();
        var follower = new BlockFollower("bench", options, new CometBlockSource(http, options), cursors, new ForgetfulHandler());
        var series = await Alternation.MeasureAsync(bench.Plan, [new ProcessOperation(() => FollowAsync(follower, cursors, blocks)), new ProcessOperation(() => ReadAsync(http, node.Requests))]);
        var kind = transactions == 0 ? "empty" : $"heavy ({transactions} transactions)";
        var bytes = node.ReplyBytes;
        rows.Add(Row.Compare($"{blocks} {kind} blocks, {bytes / 1024:#,0} KiB", series[0], "the same requests, System.Text.Json", series[1], OverReading));
        checks.Add(new Check($"{blocks} {kind} blocks: the cursor was written {cursors.Moves} times (≤ {(blocks + 19) / 20}, once per batch)", cursors.Moves <= (blocks + 19) / 20));
        if (blocks == 1000 && transactions == 0)
        {
            var seconds = series[0].Microseconds / 1e6;
            checks.Add(new Check(string.Create(CultureInfo.InvariantCulture, $"1,000 empty blocks: {seconds:0.000} s (≤ {SecondsForThousandEmpty} s)"), seconds <= SecondsForThousandEmpty));
        }
    }

    private static async ValueTask FollowAsync(BlockFollower follower, CountingCursors cursors, int blocks)
    {
        cursors.Reset();
        var report = await follower.RunAsync(CancellationToken.None);
        if (report.Handled != blocks)
        {
            throw new InvalidOperationException($"{report.Handled} blocks were handled instead of {blocks}.");
        }
    }

    // The limit: the same requests through the same client, and every token of the answers.
    private static async ValueTask ReadAsync(HttpClient http, IReadOnlyCollection<string> requests)
    {
        foreach (var request in requests)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, (Uri?)null) { Content = new StringContent(request, Encoding.UTF8, "application/json") };
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
            Read(await response.Content.ReadAsByteArrayAsync());
        }
    }

    private static void Read(byte[] reply)
    {
        var reader = new Utf8JsonReader(reply);
        while (reader.Read())
        {
        }
    }

    private sealed class ForgetfulHandler : IBlockHandler
    {
        public Task HandleAsync(IReadOnlyList<FollowedBlock> blocks, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class CountingCursors : ICursorStore
    {
        private FollowCursor? _cursor;

        internal int Moves { get; private set; }

        public Task<FollowCursor?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_cursor);

        public Task<FollowCursor?> TryMoveAsync(string name, FollowCursor cursor, CancellationToken cancellationToken)
        {
            Moves++;
            _cursor = cursor with { Version = $"{Moves}" };
            return Task.FromResult<FollowCursor?>(_cursor);
        }

        internal void Reset() => (_cursor, Moves) = (null, 0);
    }
}
