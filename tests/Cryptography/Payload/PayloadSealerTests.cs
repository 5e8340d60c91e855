using P8e.Cryptography.Hashes;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Payload;

public sealed class PayloadSealerTests
{
    private const int Mega = PayloadFixtures.PieceBytes;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, int> BuffersAndLengths
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var buffer in new[] { 1, 15, 16, 17, 31, 32, 33 })
            {
                foreach (var length in new[] { 0, 1, 15, 16, 17, 31, 32, 33, 1000 })
                {
                    data.Add(buffer, length);
                }
            }

            foreach (var buffer in new[] { Mega - 1, Mega, Mega + 1 })
            {
                foreach (var length in new[] { 0, 1, Mega - 33, Mega - 32, Mega - 31, Mega - 17, Mega - 16, Mega - 1, Mega, Mega + 1, (2 * Mega) - 16, 2 * Mega, (2 * Mega) + 16 })
                {
                    data.Add(buffer, length);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BuffersAndLengths))]
    public async Task ReadAsync_AnyBuffer_GivesWhatPayloadFrameGives(int bufferBytes, int contentBytes)
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        using var key = PayloadFixtures.NewKey();
        var content = PayloadFixtures.Content(contentBytes);
        using var sealer = new PayloadSealer(key, new SeededRandom(PayloadFixtures.IvSeed), new PatternStream(contentBytes, chunkMax: 4099));

        var payload = await PayloadFixtures.ReadAllAsync(sealer, bufferBytes, Token);

        Assert.True(PayloadFixtures.Seal(key, content).AsSpan().SequenceEqual(payload));
        Assert.Equal(contentBytes, sealer.ContentLength);
        Assert.Equal(ContentHasher.HashData(content), sealer.Digest);
        Assert.Equal(0, await sealer.ReadAsync(new byte[bufferBytes], Token));
    }

    [Fact]
    public async Task ReadAsync_BufferIsFilledExceptAtTheEnd()
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        using var key = PayloadFixtures.NewKey();
        using var sealer = new PayloadSealer(key, new SeededRandom(1), new PatternStream(100, chunkMax: 3));

        Assert.Equal(50, await sealer.ReadAsync(new byte[50], Token));
        Assert.Null(sealer.Digest);
        Assert.Equal(50, await sealer.ReadAsync(new byte[50], Token));
        Assert.Equal(32, await sealer.ReadAsync(new byte[50], Token));
        Assert.NotNull(sealer.Digest);
    }

    [Fact]
    public async Task ReadAsync_AfterTheContentFailed_RefusesToGoOn()
    {
        // Bytes that were read before the failure are lost: going on would seal a content with a hole.
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        using var key = PayloadFixtures.NewKey();
        using var sealer = new PayloadSealer(key, new SeededRandom(1), new PatternStream(1000, chunkMax: 10, failAt: 500));
        var buffer = new byte[1000];

        _ = await Assert.ThrowsAsync<IOException>(async () => await sealer.ReadAsync(buffer, Token));
        _ = await Assert.ThrowsAsync<InvalidOperationException>(async () => await sealer.ReadAsync(buffer, Token));
        Assert.Null(sealer.Digest);
    }

    [Fact]
    public async Task ReadAsync_NoRoom_IsAProgrammersMistake()
    {
        // 0 means the end; an empty buffer must not look like it.
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        using var key = PayloadFixtures.NewKey();
        using var sealer = new PayloadSealer(key, new SeededRandom(1), new PatternStream(1));

        _ = await Assert.ThrowsAnyAsync<ArgumentException>(async () => await sealer.ReadAsync(Memory<byte>.Empty, Token));
    }
}
