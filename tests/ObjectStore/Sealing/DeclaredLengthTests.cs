using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests.Sealing;

/// <summary>A declared length costs nothing before bytes of that length have arrived (reliability S8).</summary>
[Collection(Measured.Name)]
public sealed class DeclaredLengthTests
{
    private readonly InMemoryObjectIndex _index = new();
    private readonly StoreRig _rig;

    public DeclaredLengthTests()
    {
        var clock = new ManualTimeProvider();
        _rig = new StoreRig(new StorageUnderTest(_index, new InMemoryObjectBlobs(clock), clock));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(31L)]
    [InlineData(64L * 1024)]
    [InlineData((1L << 31) - 1)]
    [InlineData((1L << 32) - 1)]
    [InlineData(long.MaxValue)]
    public async Task Open_RowThatDeclaresAnotherLength_IsRefusedInBoundedMemory(long declared)
    {
        var put = await _rig.PutAsync(_rig.Random.Next(9_000));
        Assert.Equal(9_000, (await _rig.ReadAsync(put.Hash, Party.Named("owner"))).Length);
        _index.Overwrite(Assert.Single(await _rig.RowsAsync()) with { PayloadLength = declared });
        await AssertRefusedAsync(put.Hash);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await AssertRefusedAsync(put.Hash);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange(allocated, 0, 9_000 + 700 + (64 * 1024));
    }

    private async Task AssertRefusedAsync(ObjectHash hash)
    {
        var refused = await Assert.ThrowsAsync<P8eInputException>(() => _rig.ReadAsync(hash, Party.Named("owner")));
        Assert.Equal(ErrorCodes.DimePayloadInvalid, refused.Code);
    }
}
