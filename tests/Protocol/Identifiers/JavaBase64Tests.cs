using FsCheck;
using FsCheck.Fluent;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Protocol.Tests.Identifiers;

public sealed class JavaBase64Tests
{
    public static TheoryData<string, string?> Texts()
    {
        var rows = new TheoryData<string, string?>();
        foreach (var vector in ProtocolVectors.Read<AddressVectors.Base64Texts>("java-base64.json").Texts)
        {
            rows.Add(vector.Text, vector.Hex);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void TryDecode_TextOfVector_DoesWhatJavaDoes(string text, string? hex)
    {
        Assert.Equal(hex is not null, JavaBase64.TryDecode(text, 100, out var bytes));
        Assert.Equal(hex, bytes is null ? null : Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Decode_CanonicalTextWithAndWithoutPadding_GivesTheBytes() =>
        Prop.ForAll(Gen.Choose(0, 70).SelectMany(n => Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(n)).ToArbitrary(), bytes =>
        {
            var text = Convert.ToBase64String(bytes);
            return JavaBase64.Decode(text, bytes.Length).SequenceEqual(bytes) && JavaBase64.Decode(text.TrimEnd('='), bytes.Length).SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("aa=")]
    [InlineData("aaa==")]
    [InlineData("aaaa=")]
    [InlineData("aaaa====")]
    [InlineData("aa==aa==")]
    [InlineData("aa= =")]
    [InlineData("a===")]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData("aa\naa")]
    [InlineData("aa-_")]
    [InlineData("aaaaa")]
    [InlineData("aa\u0161a")]
    public void Decode_TextThatJavaRefuses_IsRefused(string text) =>
        Assert.Equal(ErrorCodes.Base64Invalid, Assert.Throws<P8eInputException>(() => JavaBase64.Decode(text, 100)).Code);

    [Fact]
    public void TryDecode_MoreBytesThanAllowed_IsRefused()
    {
        Assert.True(JavaBase64.TryDecode("AAAA", 3, out _));
        Assert.False(JavaBase64.TryDecode("AAAAAA", 3, out _));
    }
}
