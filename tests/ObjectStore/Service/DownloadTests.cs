using Google.Protobuf;
using P8e.Grpc;
using P8e.ObjectStore.Service;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Tests.Service;

/// <summary>Downloads of what the storage has lost or bent, which the Rust store sends as it is, with OK (recorded: get-file-truncated, get-file-longer).</summary>
public sealed class DownloadTests
{
    private const int PayloadBytes = 100_000;
    private static readonly StoreServiceOptions Open = new() { UriHost = "store.example", Bucket = "store", AuthorisesCallers = false, Replicates = false };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PayloadBytes, GrpcStatusCode.Ok)]
    [InlineData(PayloadBytes - 1, GrpcStatusCode.Internal)]
    [InlineData(0, GrpcStatusCode.Internal)]
    [InlineData(PayloadBytes + 1, GrpcStatusCode.Internal)]
    [InlineData(null, GrpcStatusCode.Internal)]
    public async Task Get_OfABlobOfThisLength_IsOkOnlyWhenItIsWhole(int? length, GrpcStatusCode expected)
    {
        await using var store = await StoreCaller.StartAsync(Open);
        var upload = store.Upload(1);
        upload[1].Chunk.Data = ByteString.CopyFrom([.. upload[1].Chunk.Data.Span[..^50], .. new byte[PayloadBytes]]);
        Assert.Equal(GrpcStatus.Ok, await store.PutAsync(upload));
        var row = Assert.Single(await store.Node.Index.ListAfterAsync(store.Node.Affiliate, null, Token).ToArrayAsync(Token));
        if (length is { } bytes)
        {
            store.Node.Blobs.Overwrite(store.Node.Affiliate, row.BlobName!, new byte[bytes]);
        }
        else
        {
            await store.Node.Blobs.DeleteAsync(store.Node.Affiliate, row.BlobName!, Token);
        }

        Assert.Equal(expected, (await store.GetAsync(1, "reader")).Code);
    }

    /// <summary>Recorded: message-bad-utf8-name. Our protobuf library shows such a text with U+FFFD in it.</summary>
    [Fact]
    public async Task Put_NameOfAPropertyThatIsNotText_IsRefused()
    {
        await using var store = await StoreCaller.StartAsync(Open);
        ChunkBidi[] upload = [.. store.Upload(1), StoreCaller.Property("a\uFFFDb", [1])];

        var status = await store.PutAsync(upload);

        Assert.Equal(GrpcStatusCode.InvalidArgument, status.Code);
        Assert.StartsWith("Error received instead of ChunkBidi - Status { code: Internal", status.Message, StringComparison.Ordinal);
        Assert.Empty(await store.Node.Index.ListAfterAsync(store.Node.Affiliate, null, Token).ToArrayAsync(Token));
    }
}
