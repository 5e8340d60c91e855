using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using P8e.Execution.Wire.Descriptions;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Wire.Tests;

public sealed class WireChannelTests
{
    private static readonly byte[] Blob = [1, 2, 3];

    public static TheoryData<WireMessage> Messages =>
    [
        new LoadRequest(Blob, default),
        new LoadedReply(),
        new DescribeRequest(),
        new DescribedReply(new PackageDescription(
            [
                new ContractDescription(
                    "a.B",
                    [1, 11],
                    ["s"],
                    [new RecordDescription("r", "m.R", true, false), new RecordDescription("q", "m.Q", false, true)],
                    [new FunctionDescription("f", 5, [new ParameterDescription("i", "m.I", false), new ParameterDescription("r", "m.R", true)], "o", "m.O", "r")]),
            ],
            [new ScopeSpecificationDescription("u", "n", "d", [2], "w", "i")],
            [Blob, Array.Empty<byte>()])),
        new RunRequest(
            "a.B",
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            [new NamedValue("r", "m.R", Blob)],
            [new FunctionCall("f", [new NamedValue("ä", "m.I", Blob)]), new FunctionCall("g", [])]),
        new RanReply([new FunctionOutcome(OutcomeKind.Passed, "o", "m.O", Blob, ""), new FunctionOutcome(OutcomeKind.Failed, "o", "m.O", default, "text")]),
        new RanReply([new FunctionOutcome(OutcomeKind.ConstructorThrew, "", "", default, "text")]),
        new FailureReply(FailureKind.MemoryExhausted, "no memory"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public async Task ReadAsync_OfWhatWasWritten_GivesTheMessage(WireMessage message)
    {
        using var pipe = new MemoryStream();
        var channel = new WireChannel(pipe, pipe);
        await channel.WriteAsync(message, Cancellation);
        await channel.WriteAsync(message, Cancellation);
        var bytes = pipe.ToArray();
        pipe.Position = 0;
        var first = await channel.ReadAsync(Cancellation);
        Assert.IsType(message.GetType(), first);
        Assert.Equivalent(await channel.ReadAsync(Cancellation), first, strict: true);
        Assert.Null(await channel.ReadAsync(Cancellation));
        pipe.Position = 0;
        Assert.Equivalent(first, channel.Read(), strict: true);
        Assert.IsType(message.GetType(), channel.Read());
        Assert.Null(channel.Read());

        // Written again it gives the same bytes, so nothing was lost.
        using var again = new MemoryStream();
        new WireChannel(again, again).Write(first!);
        Assert.Equal(bytes[..(bytes.Length / 2)], again.ToArray());
    }

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public async Task ReadAsync_OfEveryPartOfAMessage_IsRefused(WireMessage message)
    {
        var whole = await FrameAsync(message);
        for (var length = 1; length < whole.Length; length++)
        {
            await Assert.ThrowsAsync<WireException>(() => ReadAsync(whole[..length]));
            if (length > sizeof(int))
            {
                // The same part with a header that fits it.
                await Assert.ThrowsAsync<WireException>(() => ReadAsync(WithLength(whole[..length])));
            }
        }

        await Assert.ThrowsAsync<WireException>(() => ReadAsync(WithLength([.. whole, 0])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(WireLimits.MessageBytes + 1)]
    public async Task ReadAsync_OfALengthBeyondTheLimits_IsRefused(int length)
    {
        var header = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        await Assert.ThrowsAsync<WireException>(() => ReadAsync(header));
    }

    [Fact]
    public async Task ReadAsync_OfAnAnnouncedLengthAlone_AllocatesLittle()
    {
        var header = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(header, WireLimits.MessageBytes);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Assert.ThrowsAsync<WireException>(() => ReadAsync(header));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1024 * 1024);
    }

    [Fact]
    public async Task ReadAsync_OfAMessageLargerThanTheFirstRead_IsWhole()
    {
        var large = Enumerable.Range(0, 300_000).Select(i => (byte)i).ToArray();
        var load = Assert.IsType<LoadRequest>(await ReadAsync(await FrameAsync(new LoadRequest(large, default))));
        Assert.Equal(large, load.Contracts.ToArray());
    }

    [Fact]
    public void ReadAsync_OfAnyBytes_GivesAMessageOrRefuses() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte>(),
        ArbMap.Default.ArbFor<byte[]>(),
        (kind, body) => Record.Exception(() => WireCodec.Decode(new[] { (byte)(kind % 9) }.Concat(body).ToArray())) is null or WireException)
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("text")]
    [InlineData("list")]
    [InlineData("bytes")]
    public async Task WriteAsync_BeyondTheLimits_SendsNothing(string what)
    {
        WireMessage message = what switch
        {
            "text" => new FailureReply(FailureKind.NotFound, new string('x', WireLimits.TextBytes + 1)),
            "list" => new RanReply([.. Enumerable.Repeat(new FunctionOutcome(OutcomeKind.Skipped, "", "", default, ""), WireLimits.Items + 1)]),
            _ => new LoadRequest(new byte[WireLimits.MessageBytes + 1], default),
        };
        using var pipe = new MemoryStream();
        await Assert.ThrowsAsync<WireException>(() => new WireChannel(pipe, pipe).WriteAsync(message, Cancellation));
        Assert.Equal(0, pipe.Length);
    }

    private static async Task<byte[]> FrameAsync(WireMessage message)
    {
        using var pipe = new MemoryStream();
        await new WireChannel(pipe, pipe).WriteAsync(message, Cancellation);
        return pipe.ToArray();
    }

    private static byte[] WithLength(byte[] frame)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - sizeof(int));
        return frame;
    }

    private static Task<WireMessage?> ReadAsync(byte[] bytes) => new WireChannel(new MemoryStream(bytes), Stream.Null).ReadAsync(Cancellation);
}
