namespace P8e.ObjectStore.Tests;

public sealed class ObjectStoreOptionsTests
{
    public static TheoryData<string, long, long> Ranges => new()
    {
        { nameof(ObjectStoreOptions.InlineBytes), 0, 393_216 },
        { nameof(ObjectStoreOptions.BlockBytes), 524_288, 8_388_608 },
        { nameof(ObjectStoreOptions.PayloadBytesMax), 1024, 64L * 1024 * 1024 * 1024 },
        { nameof(ObjectStoreOptions.BufferedBytes), 4096, 67_108_864 },
        { nameof(ObjectStoreOptions.SweepGraceMinutes), 60, 525_600 },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Setter_ValueAtAndBeyondTheEnds_IsTakenOrRefused(string name, long minimum, long maximum)
    {
        var property = typeof(ObjectStoreOptions).GetProperty(name)!;
        var options = new ObjectStoreOptions();
        void Set(long value) => property.SetValue(
            options, Convert.ChangeType(value, property.PropertyType, null), System.Reflection.BindingFlags.DoNotWrapExceptions, null, null, null);

        Set(minimum);
        Set(maximum);
        Assert.Equal(maximum, Convert.ToInt64(property.GetValue(options), null));
        Assert.Throws<ArgumentOutOfRangeException>(() => Set(minimum - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Set(maximum + 1));
    }

    [Fact]
    public void Ranges_EveryOption_IsListed()
    {
        Assert.Equal(
            typeof(ObjectStoreOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
            Ranges.Select(range => range.Data.Item1).Order(StringComparer.Ordinal));
    }
}
