using P8e.Protocol.Errors;

namespace P8e.Protocol.Tests.Errors;

public sealed class CallerTextTests
{
    [Theory]
    [InlineData("", "''")]
    [InlineData("abcd", "'abcd'")]
    [InlineData("abcde", "'abcd…' (5 characters)")]
    [InlineData("a\n\u00e9\u0000", "'a???'")]
    public void Quote_AnyText_IsShortAndPrintable(string text, string quoted) => Assert.Equal(quoted, CallerText.Quote(text, 4));
}
