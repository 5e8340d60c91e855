using P8e.ObjectStore.Keys;
using P8e.Ports;

namespace P8e.ObjectStore.Tests.Keys;

/// <summary>One truth for all instances: the table's.</summary>
public sealed class PublicKeyRegistryTests
{
    private readonly PostOffice _office = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, KeyHome.Unknown)]
    [InlineData("", KeyHome.Local)]
    [InlineData("https://peer.example", KeyHome.Remote)]
    public async Task Home_OfAKey_IsWhatItsUrlSays(string? url, KeyHome expected)
    {
        if (url is not null)
        {
            await _office.RegisterAsync("reader", url);
        }

        Assert.Equal(expected, await _office.Keys.FindHomeAsync(PostOffice.IdOf("reader"), Token));
    }

    [Fact]
    public async Task Register_Again_ReplacesAllButIdAndTime()
    {
        var key = Party.Named("reader").Key.Uncompressed.ToArray();
        var first = await _office.Keys.RegisterAsync(new KeyRegistration(key, "http://a", new byte[] { 1 }, ("X-Auth", "secret")), Token);
        _office.Clock.Advance(TimeSpan.FromDays(1));

        var second = await _office.Keys.RegisterAsync(new KeyRegistration(key, "", default, null), Token);

        Assert.Equal((first.Id, first.Created, "", true, null), (second.Id, second.Created, second.Url, second.Metadata.IsEmpty, second.AuthHeader));
    }

    [Fact]
    public async Task Register_32AtOnce_GiveOneRow()
    {
        var rows = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ =>
            _office.Keys.RegisterAsync(new KeyRegistration(Party.Named("reader").Key.Uncompressed.ToArray(), "", default, null), Token)));

        Assert.Single(rows.Select(row => row.Id).Distinct());
        Assert.Single(await _office.KeyRows.ListAsync(_office.Affiliate, Token).ToArrayAsync(Token));
    }

    [Fact]
    public async Task Find_AChangeOfAnotherInstance_CountsAfterTenSeconds()
    {
        var other = new PublicKeyRegistry(_office.Affiliate, _office.KeyRows, _office.Random, _office.Clock);
        Assert.Null(await other.FindAsync(PostOffice.IdOf("reader"), Token));
        await _office.RegisterAsync("reader");

        Assert.Null(await other.FindAsync(PostOffice.IdOf("reader"), Token));
        _office.Clock.Advance(PublicKeyRegistry.StaleAfter);
        Assert.NotNull(await other.FindAsync(PostOffice.IdOf("reader"), Token));
        Assert.NotNull(await _office.Keys.FindAsync(PostOffice.IdOf("reader"), Token));
    }
}
