using P8e.Ports;
using P8e.Ports.Access;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Tests;

/// <summary>Ids of requests: fresh, repeated, reused.</summary>
public sealed class RequestIdentityTests
{
    private static readonly AffiliateName Lender = AffiliateName.Parse("lender");

    private readonly SeededRandomSource _random = new(20261121);
    private readonly RequestIdentity _identity;

    public RequestIdentityTests() => _identity = new RequestIdentity(new InMemoryRequestKeys(), () => new Guid(_random.Next(16)));

    [Fact]
    public async Task Identify_WithoutKey_IsFresh() => Assert.NotEqual(await IdentifyAsync("", 1), await IdentifyAsync("", 1));

    [Fact]
    public async Task Identify_SameKeyAndBody_IsTheSame() => Assert.Equal(await IdentifyAsync("loan-7", 1), await IdentifyAsync("loan-7", 1));

    [Fact]
    public async Task Identify_SameKeyAnotherBody_IsRefused()
    {
        await IdentifyAsync("loan-7", 1);

        var error = await Assert.ThrowsAsync<P8eStateException>(() => IdentifyAsync("loan-7", 2));

        Assert.Equal((ErrorCodes.RequestKeyReused, StateErrorKind.Conflict), (error.Code, error.Kind));
    }

    [Fact]
    public async Task Identify_SameKeyOfAnother_IsAnother() =>
        Assert.NotEqual(await IdentifyAsync("loan-7", 1), await _identity.IdentifyAsync("ex", AffiliateName.Parse("bank"), "loan-7", new byte[] { 1 }, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("a b")]
    [InlineData("ü")]
    [InlineData("\n")]
    public async Task Identify_KeyOfOtherCharacters_IsRefused(string key) =>
        Assert.Equal(ErrorCodes.RequestMalformed, (await Assert.ThrowsAsync<P8eInputException>(() => IdentifyAsync(key, 1))).Code);

    [Fact]
    public async Task Identify_KeyTooLong_IsRefused() =>
        Assert.Equal(ErrorCodes.RequestMalformed, (await Assert.ThrowsAsync<P8eInputException>(() => IdentifyAsync(new string('k', 256), 1))).Code);

    private Task<string> IdentifyAsync(string key, byte body) => _identity.IdentifyAsync("ex", Lender, key, new[] { body }, TestContext.Current.CancellationToken);
}
