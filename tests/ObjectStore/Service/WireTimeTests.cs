using P8e.ObjectStore.Service;

namespace P8e.ObjectStore.Tests.Service;

public sealed class WireTimeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(12_345_678, 234_567_000)]
    public void Of_AnyTime_HasMicroseconds(long ticks, int nanos) =>
        Assert.Equal(nanos, WireTime.Of(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero).AddTicks(ticks)).Nanos);
}
