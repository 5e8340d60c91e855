using P8e.Access.Callers;
using P8e.Access.Keys;
using P8e.Access.Ports;

namespace P8e.Ports.Access;

/// <summary>What every <see cref="IApiKeys"/> does. A test class of an adapter derives from this; the adapter may be shared, full of others' keys, and slow.</summary>
public abstract class ApiKeysConformance
{
    private static readonly DateTimeOffset Made = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    /// <summary>The adapter under test.</summary>
    protected abstract IApiKeys Keys { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A key that no other test has.</summary>
    public static ApiKey NewKey()
    {
        var text = ApiKeyText.Create(System.Security.Cryptography.RandomNumberGenerator.Fill);
        return new ApiKey
        {
            Id = ApiKeyText.Id(text),
            Hash = ApiKeyText.Hash(text),
            Name = "servicing “system” 'ä'",
            Grants = AccessGrants.Read(["read", "submit:lender-1", "sign:lender-2"], string.Empty, out _),
            CreatedBy = "local",
            Created = Made,
            Expires = Made.AddDays(365),
        };
    }

    [Fact]
    public async Task Find_AddedKey_GivesAllOfIt()
    {
        var key = NewKey();

        Assert.True(await Keys.TryAddAsync(key, Token));

        Assert.Equal(key, await Keys.FindAsync(key.Id, Token));
    }

    [Fact]
    public async Task Find_UnknownKey_IsNull() => Assert.Null(await Keys.FindAsync(NewKey().Id, Token));

    [Fact]
    public async Task TryAdd_AnotherWithItsId_StaysAsItIs()
    {
        var key = NewKey();
        await Keys.TryAddAsync(key, Token);

        Assert.False(await Keys.TryAddAsync(NewKey() with { Id = key.Id }, Token));
        Assert.True(await Keys.TryAddAsync(key, Token));
        Assert.Equal(key, await Keys.FindAsync(key.Id, Token));
    }

    [Fact]
    public async Task Revoke_Twice_KeepsTheFirst()
    {
        var key = NewKey();
        await Keys.TryAddAsync(key, Token);

        var revoked = await Keys.RevokeAsync(key.Id, Made.AddDays(1), "key:0123456789abcdef", Token);
        var again = await Keys.RevokeAsync(key.Id, Made.AddDays(2), "local", Token);

        Assert.Equal(key with { Revoked = Made.AddDays(1), RevokedBy = "key:0123456789abcdef" }, revoked);
        Assert.Equal(revoked, again);
        Assert.Equal(revoked, await Keys.FindAsync(key.Id, Token));
    }

    [Fact]
    public async Task Revoke_UnknownKey_IsNull() => Assert.Null(await Keys.RevokeAsync(NewKey().Id, Made, "local", Token));

    [Fact]
    public async Task Revoke_ManyAtOnce_AllTellTheSame()
    {
        var key = NewKey();
        await Keys.TryAddAsync(key, Token);

        var revoked = await Task.WhenAll(Enumerable.Range(1, 3).Select(day => Keys.RevokeAsync(key.Id, Made.AddDays(day), $"entra:{day}", Token)));

        Assert.Single(revoked.Distinct());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task List_InPages_IsInOrderAndWhole(int most)
    {
        var mine = Enumerable.Range(0, 4).Select(_ => NewKey()).OrderBy(key => key.Id, StringComparer.Ordinal).ToArray();
        await Task.WhenAll(mine.Select(key => Keys.TryAddAsync(key, Token)));

        List<ApiKey> found = [];
        string? cursor = null;
        do
        {
            var page = await Keys.ListAsync(cursor, most, Token);
            Assert.InRange(page.Items.Count, 1, most);
            found.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(found.Select(key => key.Id).Order(StringComparer.Ordinal), found.Select(key => key.Id));
        Assert.Equal(mine, found.Where(key => mine.Any(other => other.Id == key.Id)));
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelledAndChangesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var (key, kept) = (NewKey(), NewKey());
        await Keys.TryAddAsync(kept, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Keys.TryAddAsync(key, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Keys.FindAsync(key.Id, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Keys.ListAsync(null, 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Keys.RevokeAsync(kept.Id, Made, "local", cancelled));

        Assert.Null(await Keys.FindAsync(key.Id, Token));
        Assert.Equal(kept, await Keys.FindAsync(kept.Id, Token));
    }
}
