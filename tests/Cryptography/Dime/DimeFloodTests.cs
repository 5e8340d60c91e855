using System.Diagnostics;
using System.Text;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Dime;

/// <summary>Headers of legal length whose content costs far more than its bytes: many tiny entries.</summary>
public sealed class DimeFloodTests
{
    private const int FloodBytes = 500_000;
    private const int ReadersThatFit = 1340;
    private const int TimesItsSizeMax = 4;
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(250); // 50 ms per MiB is the aim; the rest is for busy machines.

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Floods => ["audience", "payload", "metadata map", "unknown fields", "unknown fields of one reader", "json names", "json one name"];

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task Parse_Flood_CostsNoMoreThanItsSize(string kind)
    {
        var parts = ContainerParts.Split((await SampleObject.MakeAsync(1, Token)).Container);
        parts.Sections[kind.StartsWith("json", StringComparison.Ordinal) ? 0 : 3] = Make(kind);
        var container = parts.ToBytes();
        _ = Record.Exception(() => DimeHeader.Parse(container)); // Compiled code and tables are there for the measured run.

        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var error = Record.Exception(() => DimeHeader.Parse(container));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Budget);
        Assert.InRange(allocated, 0, (long)container.Length * TimesItsSizeMax);
        Assert.True(error is null or P8eInputException { Code: ErrorCodes.DimeMalformed }, error?.ToString());
    }

    [Fact]
    public async Task Parse_AsManyReadersAndNamesAsTheLimitsSay_IsRead()
    {
        var parts = ContainerParts.Split((await SampleObject.MakeAsync(1, Token)).Container);
        var wire = parts.Wire;
        for (var i = wire.Audience.Count; i < ReadersThatFit; i++)
        {
            wire.Audience.Add(wire.Audience[0]);
        }

        parts.Wire = wire;
        parts.Sections[0] = Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, DimeLimits.MetadataEntriesMax).Select(i => $"\"{i}\":\"\"")) + "}");

        var header = DimeHeader.Parse(parts.ToBytes());

        Assert.Equal(ReadersThatFit, header.Audience.Count);
        Assert.Equal(DimeLimits.MetadataEntriesMax, header.Metadata.Count);
        parts.Sections[0] = Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, DimeLimits.MetadataEntriesMax + 1).Select(i => $"\"{i}\":\"\"")) + "}");
        _ = Assert.Throws<P8eInputException>(() => DimeHeader.Parse(parts.ToBytes()));
    }

    private static byte[] Make(string kind) => kind switch
    {
        "audience" => Repeat([0x22, 0x00]),
        "payload" => Repeat([0x2A, 0x00]),
        "metadata map" => Repeat(i => [0x1A, 0x06, 0x0A, 0x04, .. Encoding.ASCII.GetBytes($"{i % 10000:D4}")]),
        "unknown fields" => Repeat(i => [(byte)(0x80 | ((i % 100) << 3 & 0x78)), (byte)(8 + (i % 100)), 0x00]),
        "unknown fields of one reader" => Nest(Repeat(i => [(byte)(0x80 | ((i % 16) << 3)), (byte)(8 + (i % 100)), 0x00])),
        "json names" => Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, FloodBytes / 12).Select(i => $"\"{i:D6}\":\"\"")) + "}"),
        _ => Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Repeat("\"a\":\"\"", FloodBytes / 7)) + "}"),
    };

    private static byte[] Nest(byte[] content)
    {
        var output = new MemoryStream();
        using (var coded = new Google.Protobuf.CodedOutputStream(output, leaveOpen: true))
        {
            coded.WriteRawTag(0x22);
            coded.WriteLength(content.Length);
        }

        output.Write(content);
        return output.ToArray();
    }

    private static byte[] Repeat(byte[] unit) => Repeat(_ => unit);

    private static byte[] Repeat(Func<int, byte[]> unit)
    {
        var output = new MemoryStream();
        for (var i = 0; output.Length < FloodBytes; i++)
        {
            output.Write(unit(i));
        }

        return output.ToArray();
    }
}
