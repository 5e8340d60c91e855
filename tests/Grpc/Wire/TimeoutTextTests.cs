using FsCheck;
using FsCheck.Fluent;
using P8e.Grpc.Wire;

namespace P8e.Grpc.Tests.Wire;

public sealed class TimeoutTextTests
{
    [Theory]
    [InlineData("1S", 1_000)]
    [InlineData("100m", 100)]
    [InlineData("2M", 120_000)]
    [InlineData("1H", 3_600_000)]
    [InlineData("250000u", 250)]
    [InlineData("1000000n", 1)]
    [InlineData("0S", 0)]
    [InlineData("99999999H", 359_999_996_400_000)]
    public void Parse_OfATimeout_GivesIt(string text, long milliseconds) => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), TimeoutText.Parse(text));

    /// <summary>Recorded: timeout-abc, timeout-1, timeout-123456789S, timeout-empty.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("1 S")]
    [InlineData("+1S")]
    [InlineData("1s")]
    [InlineData("123456789S")]
    public void Parse_OfWhatIsMalformed_IgnoresIt(string? text) => Assert.Null(TimeoutText.Parse(text));

    [Fact]
    public void Format_OfAnyTimeout_IsReadBackNoShorter() => Check.QuickThrowOnFailure(Prop.ForAll<long>(seed =>
    {
        var timeout = TimeSpan.FromTicks((seed & long.MaxValue) >> (2 + (int)((ulong)seed % 60)));
        var text = TimeoutText.Format(timeout);
        var back = TimeoutText.Parse(text);
        return text.Length <= 9 && back >= timeout && back - timeout <= TimeSpan.FromHours(1) && (timeout > TimeSpan.FromSeconds(99) || back - timeout < TimeSpan.FromMicroseconds(1));
    }));
}
