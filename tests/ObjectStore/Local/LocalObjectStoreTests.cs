using P8e.Cryptography.Dime;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests.Local;

/// <summary>What the store refuses, and what it does when the storage contradicts itself.</summary>
public sealed class LocalObjectStoreTests
{
    private readonly StoreRig _rig = new(InMemoryStorage.New());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2000)]
    [InlineData(5_000)]
    public async Task Put_PayloadOverTheLimit_IsRefusedAndLeavesNothing(int limit)
    {
        var rig = _rig.With(new ObjectStoreOptions { InlineBytes = 3000, PayloadBytesMax = limit });

        var refused = await Assert.ThrowsAsync<P8eInputException>(() => rig.PutAsync(rig.Random.Next(limit - 31)));

        Assert.Equal(ErrorCodes.LimitExceeded, refused.Code);
        Assert.Empty(await rig.RowsAsync());
        Assert.Empty(await rig.BlobsAsync());
        Assert.Equal(limit - 32, (await rig.PutAsync(rig.Random.Next(limit - 32))).Stored.ContentLength);
    }

    /// <summary>The store adds the signature to the header. What it accepts it must be able to read again.</summary>
    [Theory]
    [InlineData(512 * 1024)]
    [InlineData((512 * 1024) - 100)]
    public async Task Put_HeaderThatOutgrowsTheLimitWithItsSignature_IsRefused(int length)
    {
        var header = RawUpload.HeaderOf(_rig.Random, length);
        Assert.Equal(length, DimeHeader.Parse(header.ToBytes()).Length);

        var refused = await Assert.ThrowsAsync<P8eInputException>(() => PutRawAsync(_rig, header, [1], signatureLength: 71));

        Assert.Equal(ErrorCodes.LimitExceeded, refused.Code);
        Assert.Empty(await _rig.RowsAsync());
    }

    [Fact]
    public async Task Put_HeaderJustWithinTheLimit_CanBeReadAgain()
    {
        var header = RawUpload.HeaderOf(_rig.Random, (512 * 1024) - 1000);

        var stored = await PutRawAsync(_rig, header, [1], signatureLength: 71);

        var download = await _rig.Store.GetAsync(stored.Key, ReaderId.Of(Party.Named("owner").Key), Token);
        Assert.Equal(stored, download?.Stored);
    }

    [Fact]
    public async Task Put_ManyReaders_IsRefusedBeforeItsHeaderCannotBeReadAgain()
    {
        var readers = Enumerable.Range(0, 1400).Select(i => Party.Named($"reader {i}")).ToArray();

        var refused = await Assert.ThrowsAsync<P8eInputException>(() => _rig.PutAsync([1, 2, 3], readers));

        Assert.Equal(ErrorCodes.LimitExceeded, refused.Code);
        Assert.Empty(await _rig.RowsAsync());
        var put = await _rig.PutAsync([1, 2, 3], readers[..1000]);
        Assert.Equal([1, 2, 3], await _rig.ReadAsync(put.Hash, readers[999]));
    }

    [Theory]
    [InlineData(ObjectProperties.Hash)]
    [InlineData(ObjectProperties.Signature)]
    [InlineData(ObjectProperties.SignaturePublicKey)]
    public async Task Put_PropertyMissing_IsRefusedAndLeavesNothing(string name)
    {
        var properties = RawUpload.Properties(_rig.Random.Next(32)).Where(property => property.Key != name).ToArray();
        var upload = new RawUpload(RawUpload.HeaderOf(_rig.Random), new MemoryStream(new byte[5_000]), properties);

        var refused = await Assert.ThrowsAsync<P8eInputException>(() => _rig.Store.PutAsync(upload, Token));

        Assert.Equal(ErrorCodes.ObjectPropertyMissing, refused.Code);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Empty(await _rig.RowsAsync());
        Assert.Empty(await _rig.BlobsAsync());
    }

    /// <summary>The store keeps what it is given: it judges neither hash nor signature, and any key (object-store 1.1, 1.2).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2000)]
    public async Task Put_AnyPayloadUnderAnyKey_IsKeptAsItCame(int keyLength)
    {
        var (key, payload) = (_rig.Random.Next(keyLength), _rig.Random.Next(700));
        var header = RawUpload.HeaderOf(_rig.Random);

        var stored = await PutRawAsync(_rig, header, payload, signatureLength: 5, key);

        var download = await _rig.Store.GetAsync(ObjectKey.FromBytes(key), ReaderId.Of(Party.Named("owner").Key), Token);
        Assert.NotNull(download);
        Assert.Equal((-1L, header.ContainerId, header.ContainerId), (stored.ContentLength, stored.ContainerId, download.Header.ContainerId));
        Assert.Equal(new byte[5], download.Header.ReadSignature()?.Signature.ToArray());
        Assert.Equal(download.Header.Length + 700, stored.ContainerLength);
        using var read = new MemoryStream();
        await using var stream = await download.OpenPayloadAsync(Token);
        await stream.CopyToAsync(read, Token);
        Assert.Equal(payload, read.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500_000)]
    [InlineData(1_500_000)]
    public async Task Put_CancelledHalfway_LeavesNothingVisible(int cancelledAfter)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var source = new EventfulStream(_rig.Random.Next(2_000_000), cancelledAfter, cancellation.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _rig.Client.PutAsync(source, StoreRig.Request(), cancellation.Token));

        Assert.Empty(await _rig.RowsAsync());
        Assert.Empty(await _rig.BlobsAsync());
    }

    [Fact]
    public async Task Put_StorageContradictsItself_EndsAsTransient()
    {
        var index = new ContradictoryIndex();
        var storage = InMemoryStorage.New() with { Index = index };
        var rig = new StoreRig(storage);

        var refused = await Assert.ThrowsAsync<P8eTransientException>(() => rig.PutAsync([1]).WaitAsync(TimeSpan.FromSeconds(20), Token));

        Assert.Equal(ErrorCodes.StorageUnavailable, refused.Code);
        Assert.InRange(index.Inserts, 2, 20);
    }

    [Fact]
    public async Task Put_ObjectDeletedAfterTheInsertFoundIt_IsInserted()
    {
        var rig = new StoreRig(InMemoryStorage.New() with { Index = new ContradictoryIndex(insertSucceedsAt: 2) });

        Assert.Equal(1, (await rig.PutAsync([1])).Stored.ContentLength);
    }

    [Fact]
    public void Constructor_LimitThatNeedsMoreBlocksThanABlobHas_IsAProgrammersMistake()
    {
        var storage = InMemoryStorage.New();
        var options = new ObjectStoreOptions { BlockBytes = 512 * 1024, PayloadBytesMax = (50_000L * 512 * 1024) + 1 };

        Assert.ThrowsAny<ArgumentException>(() => new StoreRig(storage, options));
    }

    private static Task<StoredObject> PutRawAsync(StoreRig rig, DimeHeader header, byte[] payload, int signatureLength, byte[]? key = null) => rig.Store.PutAsync(
        new RawUpload(header, new MemoryStream(payload), RawUpload.Properties(key ?? rig.Random.Next(32), signatureLength)), Token);
}
