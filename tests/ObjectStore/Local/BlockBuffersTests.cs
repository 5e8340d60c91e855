using P8e.ObjectStore.Local;

namespace P8e.ObjectStore.Tests.Local;

public sealed class BlockBuffersTests
{
    private const int SmallestBytes = 512 * 1024;
    private const long Gibibyte = 1L << 30;

    [Fact]
    public void Rent_WhenAFewAreOut_GivesSmallBlocksUntilOneIsBack()
    {
        var options = new ObjectStoreOptions();
        var buffers = new BlockBuffers(options);
        List<byte[]> rented = [];
        for (var i = 0; i < BlockBuffers.FullSizeMax; i++)
        {
            rented.Add(buffers.Rent(out var full));
            Assert.Equal(options.BlockBytes, full);
        }

        rented.Add(buffers.Rent(out var small));
        Assert.Equal(SmallestBytes, small);
        rented.ForEach(buffer => buffers.Return(buffer, clear: false));
        buffers.Return(buffers.Rent(out var again), clear: false);
        Assert.Equal(options.BlockBytes, again);
    }

    [Theory]
    [InlineData(SmallestBytes, 1024, SmallestBytes)]
    [InlineData(2 * 1024 * 1024, 60 * Gibibyte, (int)(60 * Gibibyte / 50_000) + 1)]
    public void Rent_OfASmallBlock_IsLongEnoughForTheLongestPayload(int blockBytes, long payloadBytesMax, int expected)
    {
        var buffers = new BlockBuffers(new ObjectStoreOptions { BlockBytes = blockBytes, PayloadBytesMax = payloadBytesMax });
        for (var i = 0; i < BlockBuffers.FullSizeMax; i++)
        {
            _ = buffers.Rent(out _);
        }

        _ = buffers.Rent(out var small);
        Assert.Equal(expected, small);
        Assert.True(small * 50_000L >= payloadBytesMax);
    }
}
