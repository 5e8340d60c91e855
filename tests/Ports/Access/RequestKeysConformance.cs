using P8e.Access.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Access;

/// <summary>What every <see cref="IRequestKeys"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class RequestKeysConformance
{
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IRequestKeys Keys { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claim_Repeated_IsTheFirst()
    {
        Assert.Equal(Request(1), await ClaimAsync(_affiliate, 1));
        Assert.Equal(Request(1), await ClaimAsync(_affiliate, 1));
        Assert.Equal(Request(1), await ClaimAsync(_affiliate, 2));
    }

    [Fact]
    public async Task Claim_OfAnotherAffiliate_IsItsOwn()
    {
        await ClaimAsync(_affiliate, 1);

        Assert.Equal(Request(2), await ClaimAsync(FreshAffiliates.Next(), 2));
    }

    [Fact]
    public async Task Claim_ManyAtOnce_OneIsTheFirst()
    {
        var claims = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => ClaimAsync(_affiliate, number)));

        Assert.Single(claims.Select(Convert.ToHexString).Distinct());
    }

    private static byte[] Request(int number) => [.. Enumerable.Repeat((byte)number, 32)];

    private async Task<byte[]> ClaimAsync(AffiliateName affiliate, int request) => (await Keys.ClaimAsync(affiliate, "ex-1", Request(request), Token)).ToArray();
}
