using System.Buffers.Binary;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Dime;

public sealed class DimeHeaderParserTests
{
    private const int AllowanceBytes = 64 * 1024;
    private const int SmallestHeaderBytes = 42;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, uint> DeclaredLengths
    {
        get
        {
            var data = new TheoryData<int, uint>();
            foreach (var part in Enumerable.Range(-1, 5))
            {
                foreach (var length in new[] { 0u, 1u, 15u, 17u, 0x7FFF_FFFEu, 0x7FFF_FFFFu, 0x8000_0000u, 0xFFFF_FFFEu, 0xFFFF_FFFFu })
                {
                    // The URI is empty in the sample, and an empty protobuf is a message without readers: both are well formed.
                    if (part is not (1 or 3) || length != 0)
                    {
                        data.Add(part, length);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(DeclaredLengths))]
    public async Task Parse_DeclaredLength_IsRefusedWithoutAllocatingIt(int field, uint length)
    {
        var container = (await SampleObject.MakeAsync(1, Token)).Container;
        _ = DimeHeader.Parse(container); // First use of the parsers allocates their tables.
        BinaryPrimitives.WriteUInt32BigEndian(container.AsSpan(field < 0 ? 6 : ContainerParts.Split(container).LengthOffset(field)), length);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() => DimeHeader.Parse(container));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(ErrorCodes.DimeMalformed, Assert.IsType<P8eInputException>(error).Code);
        Assert.InRange(allocated, 0, container.Length + AllowanceBytes);
    }

    [Fact]
    public async Task TryParse_OneByteAtATime_WantsMoreUntilItIsThere()
    {
        var container = (await SampleObject.MakeAsync(1, Token)).Container;
        var headerLength = DimeHeader.Parse(container).Length;
        var wantedBefore = 0;
        for (var length = 0; length < headerLength; length++)
        {
            Assert.False(DimeHeader.TryParse(container.AsSpan(0, length), DimeLimits.Default, out var none, out var wanted));
            Assert.Null(none);
            Assert.InRange(wanted, Math.Max(wantedBefore, length + 1), headerLength);
            wantedBefore = wanted;
        }

        Assert.True(DimeHeader.TryParse(container.AsSpan(0, headerLength), DimeLimits.Default, out var header, out _));
        Assert.Equal(container[..headerLength], header!.ToBytes());
    }

    [Fact]
    public async Task TryParse_FedExactlyWhatItWants_EndsInSixSteps()
    {
        var container = (await SampleObject.MakeAsync(1, Token)).Container;
        var (received, steps) = (0, 0);
        DimeHeader? header;
        for (; !DimeHeader.TryParse(container.AsSpan(0, received), DimeLimits.Default, out header, out var wanted); steps++)
        {
            Assert.True(wanted > received);
            received = wanted;
        }

        Assert.Equal(received, header!.Length);
        Assert.InRange(steps, 1, 6);
    }

    [Fact]
    public async Task TryParse_HeaderAtAndOverTheLimit_IsExact()
    {
        var container = (await SampleObject.MakeAsync(1, Token)).Container;
        var length = DimeHeader.Parse(container).Length;

        Assert.Equal(length, DimeHeader.Parse(container, new DimeLimits { HeaderBytesMax = length }).Length);
        Assert.Equal(ErrorCodes.DimeMalformed, Assert.Throws<P8eInputException>(() => DimeHeader.Parse(container, new DimeLimits { HeaderBytesMax = length - 1 })).Code);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new DimeLimits { HeaderBytesMax = 1023 });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new DimeLimits { HeaderBytesMax = (16 * 1024 * 1024) + 1 });
    }

    [Theory]
    [InlineData(0, 'd')]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    [InlineData(5, 2)]
    public async Task Parse_OtherMagicOrVersion_IsRefused(int position, byte value)
    {
        var container = (await SampleObject.MakeAsync(1, Token)).Container;
        container[position] = value;

        Assert.Equal(ErrorCodes.DimeMalformed, Assert.Throws<P8eInputException>(() => DimeHeader.Parse(container)).Code);
    }

    [Fact]
    public void TryParse_FirstBytesOfSomethingElse_AreRefusedAtOnce()
    {
        _ = Assert.Throws<P8eInputException>(() => DimeHeader.TryParse("P"u8, DimeLimits.Default, out _, out _));
        _ = Assert.Throws<P8eInputException>(() => DimeHeader.TryParse("DIMO"u8, DimeLimits.Default, out _, out _));
        Assert.False(DimeHeader.TryParse("DIM"u8, DimeLimits.Default, out _, out var wanted));
        Assert.InRange(wanted, 4, SmallestHeaderBytes);
    }

    [Fact]
    public async Task Parse_SectionsThatAreNotTheirType_AreRefused()
    {
        var sample = await SampleObject.MakeAsync(1, Token);
        (int Section, byte[] Bytes)[] bad =
        [
            (1, [0xC3, 0x28]), (1, [0xFF]), (3, [0xFF, 0xFF]), (3, [0x22, 0x05, 0x01]), (3, [.. Enumerable.Repeat((byte)0x0B, 5000)]),
        ];
        foreach (var (section, bytes) in bad)
        {
            var parts = ContainerParts.Split(sample.Container);
            parts.Sections[section] = bytes;
            Assert.Equal(ErrorCodes.DimeMalformed, Assert.Throws<P8eInputException>(() => DimeHeader.Parse(parts.ToBytes())).Code);
        }
    }
}
