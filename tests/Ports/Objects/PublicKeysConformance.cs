using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>What every <see cref="IPublicKeys"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class PublicKeysConformance
{
    private readonly SeededRandomSource _random = new(20260402);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IPublicKeys Keys { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(65, "", 0, null)]
    [InlineData(0, "https://eos.example.com:8080/a?b=c#d", 0, "x-auth")]
    [InlineData(2048, "grpc://Größe", 16384, "x")]
    public async Task TryWrite_NewKey_IsFoundAndListed(int keyLength, string url, int metadataLength, string? header)
    {
        var row = NewRow() with
        {
            KeyBytes = _random.Next(keyLength),
            Url = url,
            Metadata = _random.Next(metadataLength),
            AuthHeader = header,
            AuthValueHash = header is null ? default : _random.Next(32),
        };

        var stored = await Keys.TryWriteAsync(row, Token);

        AssertEqual(row, stored);
        AssertEqual(row, await Keys.FindAsync(_affiliate, row.Reader, Token));
        AssertEqual(row, Assert.Single(await Keys.ListAsync(_affiliate, Token).ToArrayAsync(Token)));
    }

    [Fact]
    public async Task TryWrite_ThereAlready_IsNullAndChangesNothing()
    {
        var row = NewRow();
        var stored = await Keys.TryWriteAsync(row, Token);

        Assert.Null(await Keys.TryWriteAsync(row with { Url = "other" }, Token));

        var found = await Keys.FindAsync(_affiliate, row.Reader, Token);
        AssertEqual(row, found);
        Assert.Equal(stored!.Version, found!.Version);
    }

    [Fact]
    public async Task TryWrite_FreshVersion_ReplacesAndMakesTheOldVersionStale()
    {
        var first = await Keys.TryWriteAsync(NewRow() with { AuthHeader = "a", AuthValueHash = _random.Next(32) }, Token);

        var second = await Keys.TryWriteAsync(first! with { Url = "https://b", AuthHeader = null, AuthValueHash = default }, Token);

        AssertEqual(second!, await Keys.FindAsync(_affiliate, first.Reader, Token));
        Assert.Null(await Keys.TryWriteAsync(first with { Url = "https://c" }, Token));
        AssertEqual(second!, await Keys.FindAsync(_affiliate, first.Reader, Token));
        Assert.NotNull(await Keys.TryWriteAsync(second! with { Url = "https://d" }, Token));
    }

    [Fact]
    public async Task TryWrite_VersionOfAKeyThatIsNotThere_IsNullAndAddsNothing()
    {
        var stored = await Keys.TryWriteAsync(NewRow(), Token);
        var missing = NewRow() with { Version = stored!.Version };

        Assert.Null(await Keys.TryWriteAsync(missing, Token));

        Assert.Null(await Keys.FindAsync(_affiliate, missing.Reader, Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryWrite_SixteenAtOnce_ExactlyOneWins(bool isThere)
    {
        var row = NewRow();
        var version = isThere ? (await Keys.TryWriteAsync(row, Token))!.Version : null;
        var rivals = Enumerable.Range(0, 16).Select(number => row with { Url = $"https://{number}", Version = version });

        var won = await Task.WhenAll(rivals.Select(rival => Task.Run(() => Keys.TryWriteAsync(rival, Token), Token)));

        AssertEqual(Assert.Single(won, one => one is not null)!, await Keys.FindAsync(_affiliate, row.Reader, Token));
    }

    [Fact]
    public async Task List_AffiliatesWhoseNamesBeginAlike_GivesEachItsOwn()
    {
        var affiliates = FreshAffiliates.NextWithCommonPrefix();
        var rows = affiliates.SelectMany(affiliate => Enumerable.Range(0, 3).Select(_ => NewRow() with { Affiliate = affiliate })).ToArray();
        await Task.WhenAll(rows.Select(row => Keys.TryWriteAsync(row, Token)));

        foreach (var affiliate in affiliates)
        {
            var listed = await Keys.ListAsync(affiliate, Token).ToArrayAsync(Token);
            Assert.Equal(rows.Where(row => row.Affiliate == affiliate).Select(row => row.Id).Order(), listed.Select(row => row.Id).Order());
        }

        Assert.Null(await Keys.FindAsync(FreshAffiliates.Next(), rows[0].Reader, Token));
    }

    [Fact]
    public async Task TryWrite_BuffersChangedAfterwards_KeepsWhatWasWritten()
    {
        var buffer = _random.Next(32);
        var row = NewRow() with { KeyBytes = buffer, Metadata = buffer, AuthHeader = "a", AuthValueHash = buffer };
        var before = row with { KeyBytes = buffer.ToArray(), Metadata = buffer.ToArray(), AuthValueHash = buffer.ToArray() };
        await Keys.TryWriteAsync(row, Token);

        buffer.AsSpan().Clear();

        AssertEqual(before, await Keys.FindAsync(_affiliate, row.Reader, Token));
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelledAndAddsNothing()
    {
        var row = NewRow();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Keys.TryWriteAsync(row, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Keys.FindAsync(_affiliate, row.Reader, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Keys.ListAsync(_affiliate, cancelled).CountAsync(cancelled));
        Assert.Null(await Keys.FindAsync(_affiliate, row.Reader, Token));
    }

    private static void AssertEqual(PublicKeyRow expected, PublicKeyRow? actual)
    {
        Assert.NotNull(actual);
        Assert.False(string.IsNullOrEmpty(actual.Version), "A stored row has a version.");
        Assert.Equal(expected.KeyBytes.ToArray(), actual.KeyBytes.ToArray());
        Assert.Equal(expected.Metadata.ToArray(), actual.Metadata.ToArray());
        Assert.Equal(expected.AuthValueHash.ToArray(), actual.AuthValueHash.ToArray());
        Assert.Equal(Bare(expected), Bare(actual));
    }

    /// <summary>Without what records compare by reference, and without the version.</summary>
    private static PublicKeyRow Bare(PublicKeyRow row) => row with { KeyBytes = default, Metadata = default, AuthValueHash = default, Version = null };

    private PublicKeyRow NewRow() => SampleRows.Registration(_affiliate, _random);
}
