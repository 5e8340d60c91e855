using P8e.Cryptography.Payload;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Payload;

public sealed class PayloadFrameTests
{
    private const int AllowanceBytes = 64 * 1024;

    [Fact]
    public void Open_FirstLengthByteOfAnyValue_OnlyLegalIvLengthsReachTheCipher()
    {
        using var key = PayloadFixtures.NewKey();
        var payload = PayloadFixtures.Seal(key, PayloadFixtures.Content(300));
        for (var length = 0; length <= 255; length++)
        {
            payload[3] = (byte)length;
            if (length == AesFrame.IvBytes)
            {
                Assert.Equal(PayloadFixtures.Content(300), PayloadFrame.Open(key, payload));
                continue;
            }

            Assert.Equal(ErrorCodes.DimePayloadInvalid, Assert.Throws<P8eInputException>(() => PayloadFrame.Open(key, payload)).Code);
        }
    }

    [Theory]
    [InlineData(0x0000_0000u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0x8000_000Cu)]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(0x0100_000Cu)]
    public void Open_DeclaredIvLength_IsRefusedWithoutAllocatingIt(uint length)
    {
        using var key = PayloadFixtures.NewKey();
        var payload = PayloadFixtures.Seal(key, PayloadFixtures.Content(300));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(payload, length);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() => PayloadFrame.Open(key, payload));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(ErrorCodes.DimePayloadInvalid, Assert.IsType<P8eInputException>(error).Code);
        Assert.InRange(allocated, 0, payload.Length + AllowanceBytes);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public void Open_IvOfTwelveToSixteenBytes_IsRead(int ivBytes)
    {
        Assert.SkipUnless(GcmStream.IsAvailable, PayloadFixtures.StreamingMissing);
        using var key = PayloadFixtures.NewKey();
        foreach (var contentBytes in new[] { 0, 1, 1000 })
        {
            var content = PayloadFixtures.Content(contentBytes);
            var payload = PayloadFixtures.SealWithIv(key, ivBytes, content);
            Assert.Equal(content, PayloadFrame.Open(key, payload));
            for (var length = 0; length < payload.Length; length += 7)
            {
                _ = Assert.Throws<P8eInputException>(() => PayloadFrame.Open(key, payload.AsSpan(0, length)));
            }

            payload[^1] ^= 1;
            _ = Assert.Throws<P8eInputException>(() => PayloadFrame.Open(key, payload));
        }
    }

    [Fact]
    public void Seal_EmptyContent_IsThirtyTwoBytes()
    {
        using var key = PayloadFixtures.NewKey();

        Assert.Equal(32, PayloadFixtures.Seal(key, []).Length);
        Assert.Empty(PayloadFrame.Open(key, PayloadFixtures.Seal(key, [])));
    }
}
