using Google.Protobuf;
using P8e.Grpc;
using P8e.ObjectStore.Service;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Tests.Service;

/// <summary>Uploads that are cut into odd pieces, cut off, or larger than what may be held.</summary>
public sealed class UploadTests
{
    private static readonly StoreServiceOptions Open = new() { UriHost = "store.example", Bucket = "store", AuthorisesCallers = false, Replicates = false };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public async Task Put_ContainerInPieces_IsStoredAsItIs(int pieceBytes)
    {
        await using var store = await StoreCaller.StartAsync(Open);
        var whole = store.Upload(1);
        var container = whole[1].Chunk.Data;
        var pieces = container.Chunk(pieceBytes).Select((piece, i) => new ChunkBidi
        {
            Chunk = new Chunk { Data = ByteString.CopyFrom(piece), Header = i == 0 ? new StreamHeader { Name = "DIME", ContentLength = 18 } : null },
        });

        Assert.Equal(GrpcStatus.Ok, await store.PutAsync([whole[0], .. pieces, .. whole[2..]]));

        var row = Assert.Single(await store.Node.Index.ListAfterAsync(store.Node.Affiliate, null, Token).ToArrayAsync(Token));
        Assert.Equal((50, 18), (row.PayloadLength, row.ContentLength));
        Assert.Equal(Enumerable.Repeat((byte)1, 50), row.InlinePayload.ToArray());
    }

    [Fact]
    public async Task Put_ContainerCutAnywhereInItsHeader_IsRefusedAndNothingIsStored()
    {
        await using var store = await StoreCaller.StartAsync(Open);
        var whole = store.Upload(1);
        var header = whole[1].Chunk.Data.ToByteArray()[..^50];
        for (var length = 0; length < header.Length; length += length < 300 ? 1 : 17)
        {
            whole[1].Chunk.Data = ByteString.CopyFrom(header[..length]);
            var status = await store.PutAsync(whole);
            Assert.Equal((GrpcStatusCode.InvalidArgument, ContainerFaultText), (status.Code, status.Message));
        }

        Assert.Empty(await store.Node.Index.ListAfterAsync(store.Node.Affiliate, null, Token).ToArrayAsync(Token));
    }

    [Theory]
    [InlineData(26)]
    [InlineData(6)]
    public async Task Put_ForgedLength_IsRefusedWithoutRoomForIt(int at)
    {
        await using var store = await StoreCaller.StartAsync(Open);
        foreach (var length in new[] { 0xFFFFFFFFu, 0x7FFFFFFFu, 0x80000000u, 600_000u })
        {
            var whole = store.Upload(1);
            var forged = whole[1].Chunk.Data.ToByteArray();
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(forged.AsSpan(at), length);
            whole[1].Chunk.Data = ByteString.CopyFrom(forged);

            Assert.Equal(GrpcStatusCode.InvalidArgument, (await store.PutAsync(whole)).Code);
        }
    }

    [Fact]
    public async Task Put_MorePropertiesThanAreKept_IsRefused()
    {
        await using var store = await StoreCaller.StartAsync(Open);

        var status = await store.PutAsync([.. store.Upload(1), .. Enumerable.Range(0, 40).Select(i => StoreCaller.Property($"p{i}", new byte[1000]))]);

        Assert.Equal((GrpcStatusCode.InvalidArgument, "Properties must not have more than 32768 bytes"), (status.Code, status.Message));
    }

    [Fact]
    public async Task Put_FaultyStreamThatGoesOn_IsAnsweredAfterABoundedPart()
    {
        await using var store = await StoreCaller.StartAsync(Open);
        var sent = 0;
        IEnumerable<ChunkBidi> Endless()
        {
            yield return new ChunkBidi { MultiStreamHeader = new MultiStreamHeader { StreamCount = 2 } };
            var data = new ChunkBidi { Chunk = new Chunk { Data = ByteString.CopyFrom(new byte[1 << 20]) } };
            for (; sent < 1000; sent++)
            {
                yield return data;
            }
        }

        var status = await store.PutAsync(Endless());

        Assert.Equal("Multipart upload must contain a single stream", status.Message);
        Assert.InRange(sent, 60, 120);
    }

    [Fact]
    public async Task Put_64AtOnceOfOneObject_AreOneObject()
    {
        await using var store = await StoreCaller.StartAsync(Open);
        var upload = store.Upload(1);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => store.PutAsync(upload)));

        Assert.All(statuses, status => Assert.Equal(GrpcStatus.Ok, status));
        Assert.Single(await store.Node.Index.ListAfterAsync(store.Node.Affiliate, null, Token).ToArrayAsync(Token));
        Assert.Single(await store.Node.Mailbox.ListOpenAsync(PostOffice.IdOf("reader"), Token).ToArrayAsync(Token));
    }

    private const string ContainerFaultText = "DimeError(BufferSizeError(\"Not enough bytes in buffer to parse Dime\"))";
}
