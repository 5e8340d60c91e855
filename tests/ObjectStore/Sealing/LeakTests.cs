using System.Buffers;
using System.Text;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Sealing;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests.Sealing;

/// <summary>Keys and plaintext are nowhere but where they belong: not in errors, not in what is stored, not in shared buffers (reliability S17).</summary>
public sealed class LeakTests
{
    private static readonly byte[] Canary = Encoding.ASCII.GetBytes("canary-plaintext-of-a-borrower-7f3a9c51");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(20_000)]
    public async Task MixedOperations_FailingAtEveryStep_TellNothing(int canaries)
    {
        var told = new List<string>();
        for (var n = 0; n <= 8; n++)
        {
            var rig = new StoreRig(InMemoryStorage.New(), seed: n);
            foreach (var side in Enum.GetValues<FaultSide>())
            {
                await RunAsync(rig, new FaultPlan(n, side), Content(canaries), told);
            }

            told.AddRange(await StoredAsync(rig));
        }

        Assert.True(told.Count > 40, "Errors, answers and stored parts were looked at.");
        var secrets = new[] { Canary, Party.Named("owner").Secret.ToArray(), Party.Named("reader 1").Secret.ToArray() };
        foreach (var secret in secrets.SelectMany(Forms))
        {
            Assert.All(told, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    /// <summary>A content is encrypted in the buffer that it is read into. When reading it fails in between, the buffer must not go back with it.</summary>
    [Theory]
    [InlineData(500, 1025)]
    [InlineData(300_000, 512 * 1024)]
    public async Task Put_ContentThatFailsHalfway_LeavesNoPlaintextInTheSharedBuffers(int failsAt, int bufferLength)
    {
        var storage = InMemoryStorage.New();
        var random = new SeededRandomSource(1);
        var clock = new ManualTimeProvider();
        var store = new LocalObjectStore(FreshAffiliates.Next(), storage.Blobs, storage.Index, StoreRig.SmallSizes, random, clock);
        var client = new SealedObjects(store, StoreRig.SmallSizes, random, clock);
        // What other tests and the platform left in the pool is no matter of this one.
        var before = Enumerable.Range(0, 64).Select(_ => ArrayPool<byte>.Shared.Rent(bufferLength)).ToArray();
        Array.ForEach(before, buffer => ArrayPool<byte>.Shared.Return(buffer, clearArray: true));
        using var content = new EventfulStream(Content(20_000), failsAt, () => throw new IOException("The content ends here."));

        await Assert.ThrowsAsync<IOException>(() => client.PutAsync(content, StoreRig.Request(), Token));

        var rented = Enumerable.Range(0, 8).Select(_ => ArrayPool<byte>.Shared.Rent(bufferLength)).ToArray();
        Assert.All(rented, buffer => Assert.Equal(-1, buffer.AsSpan().IndexOf(Canary)));
    }

    [Fact]
    public async Task Dispose_ShortContent_IsOverwritten()
    {
        var rig = new StoreRig(InMemoryStorage.New());
        var put = await rig.PutAsync(Content(2));
        var opened = await rig.Client.OpenAsync(put.Hash, Party.Named("owner").Agreement, Token);
        var kept = await opened.ReadAllBytesAsync(1000, Token);

        opened.Dispose();

        Assert.Equal(Content(2), kept);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => opened.ReadAllBytesAsync(1000, Token));
    }

    private static async Task RunAsync(StoreRig rig, FaultPlan plan, byte[] content, List<string> told)
    {
        var faulty = rig.With(plan);
        var put = await TellAsync(told, () => faulty.PutAsync(content, Party.Named("reader 1")))
            ?? await TellAsync(told, () => faulty.PutAsync(content, Party.Named("reader 1")));
        Assert.NotNull(put);
        await TellAsync(told, () => faulty.ReadAsync(put.Hash, Party.Named("reader 1")));
        await TellAsync(told, () => faulty.ReadAsync(put.Hash, Party.Named("stranger")));
        using var opened = await TellAsync(told, () => rig.Client.OpenAsync(put.Hash, Party.Named("owner").Agreement, Token));
        await TellAsync(told, () => opened!.ReadAllBytesAsync(1, Token));
        await TellAsync(told, () => rig.With(new ObjectStoreOptions { InlineBytes = 0, PayloadBytesMax = 1024 }).PutAsync(content));
        told.AddRange(StoreRig.Request(Party.Named("reader 1")).ToString(), Party.Named("owner").Signer.ToString()!, Party.Named("owner").Agreement.ToString()!);
    }

    private static async Task<T?> TellAsync<T>(List<string> told, Func<Task<T>> call)
        where T : class
    {
        try
        {
            var answer = await call();
            told.Add(answer is byte[] ? "content" : answer.ToString()!);
            return answer;
        }
        catch (P8eException error)
        {
            told.Add(error.ToString());
            return null;
        }
    }

    private static async Task<IEnumerable<string>> StoredAsync(StoreRig rig) => (await rig.RowsAsync()).SelectMany(row => (string[])
    [
        row.ToString(),
        Encoding.Latin1.GetString(row.Header.Span),
        Encoding.Latin1.GetString(row.InlinePayload.Span),
        .. row.Properties.Select(property => Encoding.Latin1.GetString(property.Value.Span)),
    ]);

    /// <summary>Not by LINQ: it would leave the content in the shared buffers itself.</summary>
    private static byte[] Content(int canaries)
    {
        var content = new byte[canaries * Canary.Length];
        for (var at = 0; at < content.Length; at += Canary.Length)
        {
            Canary.CopyTo(content, at);
        }

        return content;
    }

    /// <summary>As it is, in hex, and in base64 at each of the three offsets, without the characters that depend on neighbours.</summary>
    private static IEnumerable<string> Forms(byte[] secret) =>
    [
        Encoding.Latin1.GetString(secret),
        Convert.ToHexString(secret),
        Convert.ToHexStringLower(secret),
        .. Enumerable.Range(0, 3).Select(skipped => Convert.ToBase64String(secret.AsSpan(skipped, (secret.Length - skipped) / 3 * 3))),
    ];
}
