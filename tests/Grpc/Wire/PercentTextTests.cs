using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using P8e.Grpc.Tests.Support;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Tests.Wire;

public sealed class PercentTextTests
{
    [Fact]
    public void Decode_OfAnEncodedText_GivesTheText() => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>>(text =>
    {
        // Half a surrogate pair has no UTF-8.
        var whole = string.Concat(text.Get.EnumerateRunes());
        var encoded = PercentText.Encode(whole);
        return encoded.All(c => c is >= ' ' and <= '~') && PercentText.Decode(encoded) == whole;
    }));

    [Theory]
    [InlineData("", "")]
    [InlineData("plain text!", "plain text!")]
    [InlineData("100%", "100%25")]
    [InlineData("a\r\nb", "a%0D%0Ab")]
    [InlineData("grün 😀", "gr%C3%BCn %F0%9F%98%80")]
    public void Encode_OfAText_EscapesWhatIsNotPrintableAscii(string text, string expected) => Assert.Equal(expected, PercentText.Encode(text));

    [Fact]
    public void Encode_OfHalfASurrogatePair_WritesTheReplacementCharacter() => Assert.Equal("%EF%BF%BD", PercentText.Encode("\ud83d"));

    [Theory]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%4g%41", "%4gA")]
    [InlineData("%c3%bc", "ü")]
    [InlineData("%FF", "\ufffd")]
    [InlineData("raw ü %25", "raw ü %")]
    public void Decode_OfWhatIsNoEscape_KeepsIt(string encoded, string expected) => Assert.Equal(expected, PercentText.Decode(encoded));

    [Theory]
    [InlineData('a', PercentText.MaxEncodedBytes)]
    [InlineData('%', PercentText.MaxEncodedBytes / 3)]
    [InlineData('ü', PercentText.MaxEncodedBytes / 6)]
    public void Encode_OfALongText_CutsBetweenCharacters(char character, int expected) =>
        Assert.Equal(new string(character, expected), PercentText.Decode(PercentText.Encode(new string(character, 100_000))));

    [Fact]
    public void Decode_OfRecordedMessages_GivesTheirTexts()
    {
        using var recorded = JsonDocument.Parse(File.ReadAllText(Tree.Vector("grpc/messages.json")));
        var cases = recorded.RootElement.GetProperty("cases").EnumerateArray().ToArray();
        Assert.NotEmpty(cases);
        Assert.All(cases, one => Assert.Equal(one.GetProperty("message").GetString(), PercentText.Decode(one.GetProperty("raw").GetString()!)));
    }
}
