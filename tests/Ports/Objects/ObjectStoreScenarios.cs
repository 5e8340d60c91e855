using System.Security.Cryptography;
using P8e.ObjectStore.Sealing;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>Who puts what and who gets it. A test class of adapters derives from this.</summary>
public abstract class ObjectStoreScenarios
{
    /// <summary>The adapters under test.</summary>
    protected abstract StorageUnderTest Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100)]
    [InlineData(50_000)]
    [InlineData(1_300_000)]
    public async Task Open_OwnerAndReaders_GetTheContentAndAStrangerDoesNot(int length)
    {
        var rig = new StoreRig(Storage);
        var readers = Enumerable.Range(1, 3).Select(i => Party.Named($"reader {i}")).ToArray();
        var content = rig.Random.Next(length);

        var put = await rig.PutAsync(content, readers);

        foreach (var party in readers.Append(Party.Named("owner")))
        {
            using var opened = await rig.Client.OpenAsync(put.Hash, party.Agreement, Token);
            Assert.Equal(Party.Named("owner").Key, opened.Signer);
            Assert.Equal(length, opened.Length);
            Assert.Equal(put.Stored, opened.Stored);
            Assert.Equal(content, await opened.ReadAllBytesAsync(length, Token));
        }

        var refused = await Assert.ThrowsAsync<P8eStateException>(() => rig.ReadAsync(put.Hash, Party.Named("stranger")));
        Assert.Equal((ErrorCodes.ObjectNotFound, StateErrorKind.NotFound), (refused.Code, refused.Kind));
    }

    [Fact]
    public async Task Open_AnotherAffiliatesObject_IsNotFound()
    {
        var (rig, other) = (new StoreRig(Storage), new StoreRig(Storage));
        var put = await rig.PutAsync(rig.Random.Next(100));

        var refused = await Assert.ThrowsAsync<P8eStateException>(() => other.ReadAsync(put.Hash, Party.Named("owner")));

        Assert.Equal(ErrorCodes.ObjectNotFound, refused.Code);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(5_000)]
    public async Task Put_SameContentForOtherReaders_IsAnotherObjectAndTheOldestAnswers(int length)
    {
        var rig = new StoreRig(Storage);
        var (first, second) = (Party.Named("reader 1"), Party.Named("reader 2"));
        var content = rig.Random.Next(length);

        var older = await rig.PutAsync(content, first);
        rig.Clock.Advance(TimeSpan.FromTicks(1));
        var newer = await rig.PutAsync(content, second);

        Assert.Equal(older.Hash, newer.Hash);
        Assert.NotEqual(older.Stored.ObjectId, newer.Stored.ObjectId);
        Assert.Equal(2, (await rig.RowsAsync()).Length);
        Assert.Equal(older.Stored.ObjectId, await ObjectIdForAsync(rig, older.Hash, first));
        Assert.Equal(newer.Stored.ObjectId, await ObjectIdForAsync(rig, older.Hash, second));
        Assert.Equal(older.Stored.ObjectId, await ObjectIdForAsync(rig, older.Hash, Party.Named("owner")));
        Assert.Equal(content, await rig.ReadAsync(older.Hash, second));
    }

    /// <summary>Lengths around every size at which the store takes another path; a payload is 32 bytes longer than its content.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024 - 33)]
    [InlineData(1024 - 32)]
    [InlineData(1024 - 31)]
    [InlineData((64 * 1024) - 32)]
    [InlineData((64 * 1024) - 31)]
    [InlineData((512 * 1024) - 33)]
    [InlineData((512 * 1024) - 32)]
    [InlineData((512 * 1024) - 31)]
    [InlineData((512 * 1024) + 33)]
    [InlineData((1024 * 1024) - 24)]
    [InlineData((3 * 512 * 1024) - 32)]
    [InlineData(3 * 512 * 1024)]
    public async Task Put_AnyLengthBufferedOrStreamed_GivesTheSameContent(int length)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(length);
        var reader = Party.Named("reader 1");

        var buffered = await rig.PutAsync(content, reader);
        using var source = new MemoryStream(content, writable: false);
        var streamed = await rig.Client.PutAsync(source, StoreRig.Request(), Token);

        foreach (var put in new[] { buffered, streamed })
        {
            Assert.Equal(ObjectHash.FromBytes(SHA256.HashData(content)), put.Hash);
            Assert.Equal(length, put.Stored.ContentLength);
            Assert.Equal(length + 32 <= rig.Options.InlineBytes, put.Stored.IsInline);
        }

        var rows = await rig.RowsAsync();
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.Equal(length + 32, row.PayloadLength));
        Assert.Equal(content, await rig.ReadAsync(buffered.Hash, reader));
        await rig.LoseAsync(rows.Single(row => row.ObjectId == buffered.Stored.ObjectId).BlobName ?? "none");
        Assert.Equal(streamed.Stored.IsInline ? 0 : 1, (await rig.BlobsAsync()).Length);
        var other = new StoreRig(Storage, rig.Options, seed: 2);
        var alone = await other.Client.PutAsync(new MemoryStream(content, writable: false), StoreRig.Request(), Token);
        Assert.Equal(content, await other.ReadAsync(alone.Hash, Party.Named("owner")));
    }

    [Theory]
    [InlineData(ContentHashKind.Sha256Short, 16)]
    [InlineData(ContentHashKind.Sha256, 32)]
    [InlineData(ContentHashKind.Sha512, 64)]
    public async Task Put_EachKindOfHash_IsFoundUnderIt(ContentHashKind kind, int bytes)
    {
        var rig = new StoreRig(Storage);
        var content = rig.Random.Next(300);
        var expected = (kind == ContentHashKind.Sha512 ? SHA512.HashData(content) : SHA256.HashData(content))[..bytes];

        var put = await rig.Client.PutAsync(content, StoreRig.Request() with { Hash = kind }, Token);

        Assert.Equal(ObjectHash.FromBytes(expected), put.Hash);
        Assert.Equal(content, await rig.ReadAsync(put.Hash, Party.Named("owner")));
    }

    [Fact]
    public async Task Open_Metadata_ComesInOrderWithTheSignersKeyLast()
    {
        var rig = new StoreRig(Storage);
        KeyValuePair<string, string>[] metadata = [new("z", "1"), new("P8EAPI::TYPE", "FRAGMENT_REQUEST"), new("a", string.Empty), new("ü\"\\", "\u0001\ud83d\ude00")];

        var put = await rig.Client.PutAsync(rig.Random.Next(10), StoreRig.Request() with { Metadata = metadata }, Token);

        using var opened = await rig.Client.OpenAsync(put.Hash, Party.Named("owner").Agreement, Token);
        Assert.Equal(metadata, opened.Metadata.Take(4));
        Assert.Equal("SIGNATURE_PUBLIC_KEY", Assert.Single(opened.Metadata.Skip(4)).Key);
    }

    [Fact]
    public async Task Put_OwnerAmongReadersAndRepeats_AreTheSameAudience()
    {
        var rig = new StoreRig(Storage);
        var (owner, reader) = (Party.Named("owner"), Party.Named("reader 1"));
        var content = rig.Random.Next(100);

        var first = await rig.PutAsync(content, reader);
        var repeat = await rig.PutAsync(content, reader, owner, reader);

        Assert.Equal(first.Stored, repeat.Stored);
        Assert.Equal(2, Assert.Single(await rig.RowsAsync()).Readers.Count);
    }

    private static async Task<Guid> ObjectIdForAsync(StoreRig rig, ObjectHash hash, Party reader)
    {
        using var opened = await rig.Client.OpenAsync(hash, reader.Agreement, Token);
        return opened.Stored.ObjectId;
    }
}
