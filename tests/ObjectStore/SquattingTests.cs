using P8e.Cryptography.Dime;
using P8e.Cryptography.Payload;
using P8e.ObjectStore.Tests.Remote;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests;

/// <summary>Somebody files rubbish under a hash before the right content comes.</summary>
public sealed class SquattingTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3000).Select(i => (byte)i)];
    private readonly StoreNode _node = new(9);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20)]
    [InlineData(9000)]
    public async Task Put_OfOurOwn_TakesThePlaceOfAStrangersUnderTheSameHashAndAudience(int rubbishLength)
    {
        var stranger = await UploadAsync(rubbishLength, "reader");

        var own = await _node.Client.PutAsync(Content, StoreRig.Request(Party.Named("reader")), Token);

        Assert.Equal(stranger.ObjectId, own.Stored.ObjectId);
        Assert.Equal(Content, await ReadAsync("reader"));
        Assert.Equal(Content, await ReadAsync("owner"));
    }

    [Fact]
    public async Task Put_OfAStranger_DoesNotTakeThePlaceOfOurs()
    {
        var own = await _node.Client.PutAsync(Content, StoreRig.Request(Party.Named("reader")), Token);

        Assert.Equal(own.Stored, await UploadAsync(20, "reader"));
        Assert.Equal(Content, await ReadAsync("reader"));
    }

    [Fact]
    public async Task Open_OlderRubbishForAnotherAudience_IsPassedOver()
    {
        await UploadAsync(20, "reader", "stranger");
        await UploadAsync(20, "reader", "other stranger");
        await _node.Client.PutAsync(Content, StoreRig.Request(Party.Named("reader")), Token);

        Assert.Equal(Content, await ReadAsync("reader"));
    }

    [Fact]
    public async Task Open_OnlyRubbish_SaysWhatIsWrongWithTheOldest()
    {
        await UploadAsync(20, "reader");
        await UploadAsync(20, "reader", "stranger");

        var error = await Assert.ThrowsAsync<P8eInputException>(() => ReadAsync("reader"));

        Assert.Equal(ErrorCodes.DimePayloadInvalid, error.Code);
    }

    private Task<StoredObject> UploadAsync(int length, params IReadOnlyList<string> readers)
    {
        using var key = DataKey.Generate(_node.Random);
        var header = new DimeSealer(_node.Random, _node.Clock).Seal(key, new DimeSealRequest
        {
            Owner = Party.Named("owner").Key,
            Signer = Party.Named("owner").Key,
            Readers = [.. readers.Select(reader => Party.Named(reader).Key)],
        });
        return _node.Store.PutAsync(new RawUpload(header, new MemoryStream(new byte[length]), RawUpload.Properties(HashOf(Content).Bytes)), Token);
    }

    private async Task<byte[]> ReadAsync(string reader)
    {
        using var opened = await _node.Client.OpenAsync(HashOf(Content), Party.Named(reader).Agreement, Token);
        return await opened.ReadAllBytesAsync(int.MaxValue, Token);
    }

    private static ObjectHash HashOf(byte[] content) => ObjectHash.FromBytes(System.Security.Cryptography.SHA256.HashData(content));
}
