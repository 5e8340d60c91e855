using P8e.Chain.Node;

namespace P8e.Chain.Tests.Node;

public sealed class SequenceMismatchTests
{
    [Theory]
    [InlineData("account sequence mismatch, expected 8, got 7: incorrect account sequence", 8, 7)]
    [InlineData("codespace sdk code 18: invalid request: account sequence mismatch, expected 0, got 18446744073709551615", 0, ulong.MaxValue)]
    public void Find_RecordedText_GivesBothNumbers(string text, ulong expected, ulong got) =>
        Assert.Equal(new SequenceMismatch(expected, got), SequenceMismatch.Find(text));

    [Theory]
    [InlineData("")]
    [InlineData("account sequence mismatch, expected , got 7")]
    [InlineData("account sequence mismatch, expected 8")]
    [InlineData("account sequence mismatch, expected 8, got x")]
    [InlineData("account sequence mismatch, expected 18446744073709551616, got 1")]
    public void Find_OtherText_FindsNothing(string text) => Assert.Null(SequenceMismatch.Find(text));
}
