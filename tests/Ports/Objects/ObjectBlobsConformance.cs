using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>What every <see cref="IObjectBlobs"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class ObjectBlobsConformance
{
    private const string Name = "20260131/0f8fad5b-d9cb-469f-a165-70867728950e";

    private readonly SeededRandomSource _random = new(20260201);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IObjectBlobs Blobs { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_NotCommitted_IsInvisible()
    {
        var upload = Blobs.StartUpload(_affiliate, Name);
        await upload.AppendAsync(_random.Next(1000), Token);

        await AssertInvisibleAsync();

        await upload.CommitAsync(NewOrigin(), Token);
        Assert.Equal(1000, await Blobs.GetLengthAsync(_affiliate, Name, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1, 1, 1)]
    [InlineData(65_536, 3, 70_000)]
    [InlineData(2 * 1024 * 1024, 2 * 1024 * 1024, 33)]
    [InlineData(8 * 1024 * 1024)]
    public async Task Commit_Blocks_AreReadInOrder(params int[] blocks)
    {
        var content = _random.Next(blocks.Sum());

        await PutAsync(Name, NewOrigin(), content, blocks);

        Assert.Equal(content.Length, await Blobs.GetLengthAsync(_affiliate, Name, Token));
        await AssertContentAsync(content);
    }

    [Fact]
    public async Task Commit_SixtyBlocks_AreReadInOrder()
    {
        var content = _random.Next(60 * 100);

        await PutAsync(Name, NewOrigin(), content, Enumerable.Repeat(100, 60).ToArray());

        await AssertContentAsync(content);
    }

    [Fact]
    public async Task Append_BufferReused_KeepsWhatWasThere()
    {
        var content = _random.Next(3000);
        var buffer = new byte[1000];
        var upload = Blobs.StartUpload(_affiliate, Name);
        foreach (var block in content.Chunk(buffer.Length))
        {
            block.CopyTo(buffer, 0);
            await upload.AppendAsync(buffer, Token);
            buffer.AsSpan().Fill(0xEE);
        }

        await upload.CommitAsync(NewOrigin(), Token);

        await AssertContentAsync(content);
    }

    [Theory]
    [InlineData(0)]
    [InlineData((8 * 1024 * 1024) + 1)]
    public async Task Append_BlockOfWrongSize_IsAProgrammersMistake(int length)
    {
        var upload = Blobs.StartUpload(_affiliate, Name);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => upload.AppendAsync(new byte[length], Token));
    }

    [Fact]
    public async Task OpenRead_ManyAtOnce_EachReadsAll()
    {
        var content = _random.Next(300_000);
        await PutAsync(Name, NewOrigin(), content, 200_000, 100_000);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => AssertContentAsync(content), Token)));
    }

    [Fact]
    public async Task Delete_TwiceOrNeverThere_LeavesNothing()
    {
        await PutAsync(Name, NewOrigin(), _random.Next(10), 10);

        await Blobs.DeleteAsync(_affiliate, Name, Token);
        await AssertInvisibleAsync();

        await Blobs.DeleteAsync(_affiliate, Name, Token);
        await Blobs.DeleteAsync(FreshAffiliates.Next(), Name, Token);
    }

    [Fact]
    public async Task AnyRead_AffiliateWithoutBlobs_GivesNothing()
    {
        await AssertInvisibleAsync();
    }

    [Fact]
    public async Task List_CommittedBlobs_GivesNameLengthTimeAndOrigin()
    {
        var (first, second) = (NewOrigin(), new BlobOrigin(SampleRows.Key(_random, ObjectKey.MaximumLength), NewOrigin().Audience));
        await PutAsync("a", first, _random.Next(10), 10);
        await PutAsync("b/c-1", second, _random.Next(30), 15, 15);
        await PutAsync("d", new BlobOrigin(SampleRows.Key(_random, 0), first.Audience), _random.Next(1), 1);

        var entries = await Blobs.ListAsync(_affiliate, Token).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToArrayAsync(Token);

        Assert.Equal([("a", 10L), ("b/c-1", 30L), ("d", 1L)], entries.Select(entry => (entry.Name, entry.Length)));
        Assert.Equal([first, second, new BlobOrigin(ObjectKey.FromBytes([]), first.Audience)], entries.Select(entry => entry.Origin));
        Assert.All(entries, entry => Assert.InRange(entry.Created.Year, 2020, 2100));
        Assert.True(entries[0].Created <= entries[1].Created, "Blobs are dated in the order of their commits.");
        Assert.Equal(entries, await Blobs.ListAsync(_affiliate, Token).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToArrayAsync(Token));
    }

    [Fact]
    public async Task List_AffiliatesWhoseNamesBeginAlike_GivesEachItsOwn()
    {
        var affiliates = FreshAffiliates.NextWithCommonPrefix();
        foreach (var (affiliate, length) in affiliates.Zip([1, 2, 3]))
        {
            await PutAsync(affiliate, Name, NewOrigin(), _random.Next(length), length);
        }

        foreach (var (affiliate, length) in affiliates.Zip([1, 2, 3]))
        {
            Assert.Equal(length, Assert.Single(await Blobs.ListAsync(affiliate, Token).ToArrayAsync(Token)).Length);
            Assert.Equal(length, await Blobs.GetLengthAsync(affiliate, Name, Token));
        }

        await Blobs.DeleteAsync(affiliates[0], Name, Token);
        Assert.Equal(2, await Blobs.GetLengthAsync(affiliates[1], Name, Token));
        Assert.Equal(3, await Blobs.GetLengthAsync(affiliates[2], Name, Token));
    }

    [Theory]
    [InlineData(true, 100, true)]
    [InlineData(true, 101, false)]
    [InlineData(false, 100, false)]
    public async Task Commit_NameInUse_NeverChangesTheBytes(bool sameOrigin, int length, bool succeeds)
    {
        var (origin, content) = (NewOrigin(), _random.Next(100));
        await PutAsync(Name, origin, content, 100);

        var second = () => PutAsync(Name, sameOrigin ? origin : NewOrigin(), _random.Next(length), length);

        if (succeeds)
        {
            await second(); // What a repeat after a lost answer looks like.
        }
        else
        {
            Assert.Equal(StateErrorKind.Conflict, (await Assert.ThrowsAsync<P8eStateException>(second)).Kind);
        }

        await AssertContentAsync(content);
        Assert.Equal(origin, Assert.Single(await Blobs.ListAsync(_affiliate, Token).ToArrayAsync(Token)).Origin);
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelledAndShowsNothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var upload = Blobs.StartUpload(_affiliate, Name);
        await upload.AppendAsync(_random.Next(10), Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload.AppendAsync(_random.Next(10), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload.CommitAsync(NewOrigin(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Blobs.OpenReadAsync(_affiliate, Name, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Blobs.GetLengthAsync(_affiliate, Name, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Blobs.DeleteAsync(_affiliate, Name, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Blobs.ListAsync(_affiliate, cancelled).CountAsync(cancelled));
        await AssertInvisibleAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("../a")]
    [InlineData("a?b")]
    [InlineData("a\\b")]
    [InlineData("ä")]
    public void StartUpload_NameOutsideTheRules_IsAProgrammersMistake(string name)
    {
        Assert.ThrowsAny<ArgumentException>(() => Blobs.StartUpload(_affiliate, name));
    }

    [Fact]
    public async Task StartUpload_LongestName_IsTaken()
    {
        var name = new string('a', 99) + "/" + new string('0', 100);
        await PutAsync(name, NewOrigin(), _random.Next(5), 5);

        Assert.Equal(name, Assert.Single(await Blobs.ListAsync(_affiliate, Token).ToArrayAsync(Token)).Name);
        Assert.ThrowsAny<ArgumentException>(() => Blobs.StartUpload(_affiliate, name + "1"));
    }

    private BlobOrigin NewOrigin()
    {
        var row = SampleRows.Inline(_affiliate, SampleRows.Key(_random), _random, SampleRows.Reader(_random));
        return new BlobOrigin(row.Key, row.Audience);
    }

    private Task PutAsync(string name, BlobOrigin origin, byte[] content, params int[] blocks) => PutAsync(_affiliate, name, origin, content, blocks);

    private async Task PutAsync(AffiliateName affiliate, string name, BlobOrigin origin, byte[] content, params int[] blocks)
    {
        var upload = Blobs.StartUpload(affiliate, name);
        var position = 0;
        foreach (var length in blocks)
        {
            await upload.AppendAsync(content.AsMemory(position, length), Token);
            position += length;
        }

        await upload.CommitAsync(origin, Token);
    }

    private async Task AssertContentAsync(byte[] content)
    {
        await using var stream = await Blobs.OpenReadAsync(_affiliate, Name, Token);
        Assert.NotNull(stream);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Token);
        Assert.True(content.AsSpan().SequenceEqual(read.ToArray()), "What is read is what was written.");
    }

    private async Task AssertInvisibleAsync()
    {
        Assert.Null(await Blobs.OpenReadAsync(_affiliate, Name, Token));
        Assert.Null(await Blobs.GetLengthAsync(_affiliate, Name, Token));
        Assert.Empty(await Blobs.ListAsync(_affiliate, Token).ToArrayAsync(Token));
    }
}
