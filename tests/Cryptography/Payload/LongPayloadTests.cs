using P8e.Cryptography.Hashes;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Payload;

public sealed class LongPayloadTests : IDisposable
{
    private const int Piece = PayloadFixtures.PieceBytes;
    private const int FlatContentMiB = 64;
    private const long FlatBytesMax = 4 * 1024 * 1024;

    private readonly DataKey key = PayloadFixtures.NewKey();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Lengths =>
        [0, 1, .. Enumerable.Range(Piece - 33, 35), .. Enumerable.Range((2 * Piece) - 49, 66).Where(length => length % 3 == 0), 2 * Piece, (2 * Piece) - 16, (2 * Piece) + 16];

    public void Dispose() => key.Dispose();

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task ProveThenRelease_AnyLength_GivesTheContent(int contentBytes)
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        var content = PayloadFixtures.Content(contentBytes);

        await AssertContentAsync(PayloadFixtures.Seal(key, content), content);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public async Task ProveThenRelease_IvOfTwelveToSixteenBytes_GivesTheContent(int ivBytes)
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        foreach (var contentBytes in new[] { 0, 5, Piece - ivBytes - 4, Piece - ivBytes - 12, Piece })
        {
            var content = PayloadFixtures.Content(contentBytes);
            await AssertContentAsync(PayloadFixtures.SealWithIv(key, ivBytes, content), content);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(100)]
    [InlineData(Piece)]
    [InlineData((2 * Piece) - 1)]
    [InlineData(2 * Piece)]
    [InlineData((3 * Piece) - 20)]
    [InlineData((3 * Piece) - 1)]
    [InlineData(3 * Piece)]
    [InlineData((3 * Piece) + 3)]
    public async Task ReleaseAsync_ByteChangedBetweenTheReadings_StopsBeforeItsPiece(int position)
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        var content = PayloadFixtures.Content((3 * Piece) - 28); // The tag lies across the third and the fourth piece.
        var payload = PayloadFixtures.Seal(key, content);
        var proof = await LongPayload.ProveAsync(key, new MemoryStream(payload), payload.Length, Token);
        payload[position] ^= 0x20;
        using var destination = new MemoryStream();

        await AssertInvalidAsync(() => LongPayload.ReleaseAsync(key, new MemoryStream(payload), payload.Length, proof, destination, Token));

        var released = Math.Clamp((position / Piece * Piece) - 16, 0, content.Length);
        Assert.True(content.AsSpan(0, released).SequenceEqual(destination.ToArray()));
        await AssertInvalidAsync(() => LongPayload.ProveAsync(key, new MemoryStream(payload), payload.Length, Token));
    }

    [Fact]
    public async Task ReleaseAsync_OtherKeyThanProved_WritesNothing()
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        using var other = DataKey.Generate(new SeededRandom(4));
        var payload = PayloadFixtures.Seal(key, PayloadFixtures.Content(2 * Piece));
        var proof = await LongPayload.ProveAsync(key, new MemoryStream(payload), payload.Length, Token);
        using var destination = new MemoryStream();

        await AssertInvalidAsync(() => LongPayload.ReleaseAsync(other, new MemoryStream(payload), payload.Length, proof, destination, Token));
        Assert.Equal(0, destination.Length);
    }

    [Theory]
    [InlineData(Piece)]
    [InlineData(2 * Piece)]
    [InlineData((2 * Piece) + 31)]
    [InlineData((2 * Piece) + 33)]
    public async Task ReleaseAsync_OtherLengthThanProved_WritesNothing(int otherLength)
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        var payload = PayloadFixtures.Seal(key, PayloadFixtures.Content(2 * Piece));
        var proof = await LongPayload.ProveAsync(key, new MemoryStream(payload), payload.Length, Token);
        Array.Resize(ref payload, otherLength);
        using var destination = new MemoryStream();

        await AssertInvalidAsync(() => LongPayload.ReleaseAsync(key, new MemoryStream(payload), otherLength, proof, destination, Token));
        Assert.Equal(0, destination.Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-Piece)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(Piece)]
    public async Task ProveAsync_StreamOfAnotherLength_IsRefused(int difference)
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        var payload = PayloadFixtures.Seal(key, PayloadFixtures.Content(Piece + 100));
        var real = payload.Length;
        Array.Resize(ref payload, real + difference);

        await AssertInvalidAsync(() => LongPayload.ProveAsync(key, new MemoryStream(payload), real, Token));
        await AssertInvalidAsync(() => LongPayload.ProveAsync(key, new MemoryStream(payload), real + difference, Token));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(20)]
    [InlineData(31)]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue)]
    public async Task ProveAsync_ImpossibleLength_IsRefusedWithoutAllocatingIt(long length)
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        var payload = PayloadFixtures.Seal(key, []);
        await AssertInvalidAsync(() => LongPayload.ProveAsync(key, new MemoryStream(payload), 0, Token));

        var before = GC.GetAllocatedBytesForCurrentThread();
        await AssertInvalidAsync(() => LongPayload.ProveAsync(key, new MemoryStream(payload), length, Token));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Piece + (64 * 1024));
    }

    [Fact]
    public async Task ProveThenRelease_SixtyFourMiB_MemoryIsFlat()
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        const long ContentLength = (long)FlatContentMiB * 1024 * 1024;
        var before = GC.GetAllocatedBytesForCurrentThread();

        await using var first = Sealed(ContentLength);
        var proof = await LongPayload.ProveAsync(key, first, ContentLength + PayloadFrame.OverheadBytes, Token);
        await using var second = Sealed(ContentLength);
        await LongPayload.ReleaseAsync(key, second, ContentLength + PayloadFrame.OverheadBytes, proof, Stream.Null, Token);

        // Every stream here answers at once, so all of it ran on this thread.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, FlatBytesMax);
        Assert.Equal(ContentLength, proof.ContentLength);
    }

    private SealedStream Sealed(long contentLength) =>
        new(new PayloadSealer(key, new SeededRandom(PayloadFixtures.IvSeed), new PatternStream(contentLength)));

    private async Task AssertContentAsync(byte[] payload, byte[] content)
    {
        var proof = await LongPayload.ProveAsync(key, new MemoryStream(payload), payload.Length, Token);
        using var destination = new MemoryStream();
        await LongPayload.ReleaseAsync(key, new MemoryStream(payload), payload.Length, proof, destination, Token);

        Assert.True(content.AsSpan().SequenceEqual(destination.ToArray()));
        Assert.Equal(content.Length, proof.ContentLength);
        Assert.Equal(ContentHasher.HashData(content), proof.Digest);
    }

    private static async Task AssertInvalidAsync(Func<Task> read) =>
        Assert.Equal(ErrorCodes.DimePayloadInvalid, (await Assert.ThrowsAsync<P8eInputException>(read)).Code);
}
