namespace P8e.Durable.Tests.Calls;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0.5)]
    [InlineData(1, 1, double.NaN)]
    public void RetryPolicy_OutOfRange_IsRefused(int attempts, int seconds, double coefficient) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, TimeSpan.FromSeconds(seconds)) { BackoffCoefficient = coefficient });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 9)]
    [InlineData(4, 20)]
    [InlineData(2000, 20)]
    public void DelayAfter_Failures_GrowsUpToTheLongest(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new RetryPolicy(9, TimeSpan.FromSeconds(1)) { BackoffCoefficient = 3, DelayMax = TimeSpan.FromSeconds(20) }.DelayAfter(failures));

    [Fact]
    public void DelayAfter_WithoutALongest_StaysInTheCalendar() =>
        Assert.True(new RetryPolicy(9, TimeSpan.FromDays(1)) { BackoffCoefficient = 10 }.DelayAfter(100) < TimeSpan.FromDays(4000));

    [Fact]
    public void DelayMax_NotPositive_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(1)) { DelayMax = TimeSpan.Zero });
}
