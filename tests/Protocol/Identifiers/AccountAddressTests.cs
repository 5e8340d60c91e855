using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Protocol.Tests.Identifiers;

public sealed class AccountAddressTests
{
    private static readonly AddressVectors.Accounts Vectors = ProtocolVectors.Read<AddressVectors.Accounts>("account-addresses.json");

    public static TheoryData<string, string?, string?> Recorded()
    {
        var rows = new TheoryData<string, string?, string?>();
        foreach (var vector in Vectors.Addresses)
        {
            rows.Add(vector.Text, vector.Hex, vector.MainNet);
        }

        return rows;
    }

    public static TheoryData<string, string, string> Derived()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var vector in Vectors.Derived)
        {
            rows.Add(vector.Kind, vector.Name, vector.Text);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Parse_TextOfVector_GivesItsBytes(string text, string? hex, string? mainNet)
    {
        var address = AccountAddress.Parse(text);

        Assert.Equal(text, address.ToString());
        Assert.Equal(text[..text.IndexOf('1', StringComparison.Ordinal)], address.Prefix);
        Assert.Equal(AccountAddress.StandardLength, address.Bytes.Length);
        Assert.Equal(hex ?? Convert.ToHexStringLower(address.Bytes.Span), Convert.ToHexStringLower(address.Bytes.Span));
        var prefix = mainNet is null ? address.Prefix : AccountAddress.MainNetPrefix;
        Assert.Equal(mainNet ?? text, AccountAddress.FromBytes(prefix, address.Bytes.Span).ToString());
        Assert.True(AccountAddress.TryParse(text.ToUpperInvariant(), out var again));
        Assert.Equal(address, again);
        Assert.Equal(address.GetHashCode(), again.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Derived))]
    public void For_ModuleOrMarker_IsTheChainsAccount(string kind, string name, string text)
    {
        var prefix = text[..2];
        var address = kind == "module" ? AccountAddress.ForModule(prefix, name) : AccountAddress.ForMarker(prefix, name);

        Assert.Equal(text, address.ToString());
    }

    [Fact]
    public void Equals_SameBytesOfAnotherNetwork_IsFalse() =>
        Assert.NotEqual(AccountAddress.ForModule("tp", "gov"), AccountAddress.ForModule("pb", "gov"));

    [Fact]
    public void Parse_AddressOfAnotherNetwork_IsRefused()
    {
        var text = AccountAddress.ForModule("pb", "gov").ToString();

        Assert.Equal(ErrorCodes.AddressInvalid, Assert.Throws<P8eInputException>(() => AccountAddress.Parse(text, "tp")).Code);
        Assert.Equal(text, AccountAddress.Parse(text, "pb").ToString());
    }

    [Theory]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(33)]
    [InlineData(0)]
    public void Parse_BytesOfAnotherLength_IsRefused(int length)
    {
        var text = Bech32.Encode("tp", new byte[length]);

        Assert.Throws<P8eInputException>(() => AccountAddress.Parse(text));
        Assert.False(AccountAddress.TryParse(text, out _));
        Assert.Throws<P8eInputException>(() => AccountAddress.FromBytes("tp", new byte[length]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("TP")]
    [InlineData("t-p")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdef")]
    public void FromBytes_WrongPrefix_IsRefused(string prefix) => Assert.Throws<P8eInputException>(() => AccountAddress.FromBytes(prefix, new byte[20]));

    [Fact]
    public void FromBytes_LongestPrefixAndBytes_IsReadBack()
    {
        var address = AccountAddress.FromBytes(new string('z', 31), new byte[AccountAddress.LongLength]);

        Assert.Equal(address, AccountAddress.Parse(address.ToString()));
    }
}
