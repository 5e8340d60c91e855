using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests;

[Collection(Measured.Name)]
public sealed class ObjectPropertiesTests
{
    private static readonly KeyValuePair<string, ReadOnlyMemory<byte>>[] Required =
        [Property(ObjectProperties.Hash, 1), Property(ObjectProperties.Signature, 2), Property(ObjectProperties.SignaturePublicKey, 3)];

    /// <summary>Recorded: put-prop-repeated, put-prop-extra (object-store 3.1).</summary>
    [Fact]
    public void Constructor_RepeatedName_TheLastValueCountsAndTakesTheLastPlace()
    {
        var properties = new ObjectProperties([Property("a", 9), .. Required, Property(string.Empty), Property("a", 8), Property(ObjectProperties.Hash, 7), Property("a", 6)]);

        Assert.Equal(
            [("SIGNATURE", 2), ("SIGNATURE_PUBLIC_KEY", 3), (string.Empty, -1), ("HASH", 7), ("a", 6)],
            properties.InOrder.Select(property => (property.Key, property.Value.IsEmpty ? -1 : (int)property.Value.Span[0])));
        Assert.Equal([7], properties.Key.Bytes.ToArray());
    }

    [Fact]
    public void Constructor_AnyList_KeepsWhatAnInsertionOrderedMapKeepsAfterRemovingFirst()
    {
        var names = Gen.Elements("a", "b", "c", string.Empty, "HASH", "A").ListOf();
        Prop.ForAll(
            names.ToArbitrary(),
            drawn =>
            {
                var input = Required.Concat(drawn.Select((name, i) => Property(name, (byte)i))).ToArray();
                var expected = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
                foreach (var property in input)
                {
                    expected.RemoveAll(earlier => earlier.Key == property.Key);
                    expected.Add(property);
                }

                Assert.Equal(expected, new ObjectProperties(input).InOrder);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Constructor_KeyLongerThanAnyKey_IsRefused()
    {
        var refused = Assert.Throws<P8eInputException>(() => new ObjectProperties([new(ObjectProperties.Hash, new byte[2001]), .. Required[1..]]));

        Assert.Equal(ErrorCodes.HashInvalid, refused.Code);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Constructor_BytesAroundTheLimit_AreTakenOrRefused(int over, bool taken)
    {
        var used = Required.Sum(property => property.Key.Length + property.Value.Length) + "é".Length + 1;
        var make = () => new ObjectProperties([.. Required, new("é", new byte[ObjectProperties.BytesMax - used + over])]);

        if (taken)
        {
            Assert.Equal(4, make().InOrder.Count);
        }
        else
        {
            Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(make).Code);
        }
    }

    /// <summary>A stranger's list costs time in proportion to its length: 15,000 names once took 15,000² comparisons.</summary>
    [Fact]
    public void Constructor_AsManyNamesAsFit_TakesTimeInProportion()
    {
        var characters = Enumerable.Range('!', 90).Select(c => (char)c).ToArray();
        var names = characters.SelectMany(_ => characters, (first, second) => $"{first}{second}").SelectMany(name => new[] { name, name }).ToArray();
        var input = Required.Concat(Enumerable.Range(0, 100_000).Select(_ => Property(string.Empty))).Concat(names.Take(15_000).Select(name => Property(name))).ToArray();
        _ = new ObjectProperties(input);

        var started = Stopwatch.GetTimestamp();
        var properties = new ObjectProperties(input);

        Assert.Equal(3 + 1 + 7_500, properties.InOrder.Count);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 0, 150);
    }

    [Theory]
    [InlineData(ObjectProperties.Hash)]
    [InlineData(ObjectProperties.Signature)]
    [InlineData(ObjectProperties.SignaturePublicKey)]
    public void Constructor_RequiredPropertyMissing_NamesIt(string name)
    {
        var refused = Assert.Throws<P8eInputException>(() => new ObjectProperties(Required.Where(property => property.Key != name)));

        Assert.Equal(ErrorCodes.ObjectPropertyMissing, refused.Code);
        Assert.Contains($"\"{name}\"", refused.Message, StringComparison.Ordinal);
    }

    private static KeyValuePair<string, ReadOnlyMemory<byte>> Property(string name, params byte[] value) => new(name, value);
}
