using P8e.Devchain.Addresses;
using P8e.Devchain.Errors;

namespace P8e.Devchain.Tests.Addresses;

public sealed class AccountTextTests
{
    private const string Good = "tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj";
    private const string OtherNetwork = "pb1hslffrztjp399d86a25fh2khg0c6je3atu8mxc";
    private readonly AccountText accounts = new("tp");

    [Theory]
    [InlineData(Good)]
    [InlineData("TP1HSLFFRZTJP399D86A25FH2KHG0C6JE3ACHZHYJ")]
    public void Fault_Address_IsNone(string text)
    {
        Assert.Null(accounts.Fault(text, out var address));
        Assert.Equal(Good, address!.ToString());
    }

    [Theory]
    [InlineData("", "empty address string is not allowed")]
    [InlineData("tp1bad", "decoding bech32 failed: invalid bech32 string length 6")]
    [InlineData("tpxhslffrztjp399d86a25fh2khg0c6je3achzhyj", "decoding bech32 failed: invalid separator index -1")]
    [InlineData("tp1hslffrztjp399d86a25fh2khg0c6je3achzhyJ", "decoding bech32 failed: string not all lowercase or all uppercase")]
    [InlineData("tp1hslffrztjp399d86a25fh2khg0c6je3achzhyb", "decoding bech32 failed: invalid character not part of charset: 98")]
    [InlineData("tp1hslffrztjp399d86a25fh2khg0c6je3achzhyq", "decoding bech32 failed: invalid checksum (expected chzhyj got chzhyq)")]
    [InlineData(OtherNetwork, "invalid Bech32 prefix; expected tp, got pb")]
    public void Fault_OtherText_SaysWhatTheNodeSays(string text, string expected) => Assert.Equal(expected, accounts.Fault(text));

    [Fact]
    public void ParseSigner_OfAnotherNetwork_HasACodeOfItsOwn()
    {
        var fault = Assert.Throws<ChainException>(() => accounts.ParseSigner(OtherNetwork));

        Assert.Equal((35u, "sdk"), (fault.Code, fault.Codespace));
        Assert.Equal("hrp does not match bech32 prefix: expected 'tp' got 'pb': internal logic error", fault.Message);
    }
}
