using FsCheck;
using FsCheck.Fluent;
using P8e.Azure.Rows;

namespace P8e.Azure.Tests.Rows;

public sealed class OrderedTextTests
{
    [Fact]
    public void Encode_AnyTexts_KeepsTheirOrder() => Prop.ForAll<NonNull<string>, NonNull<string>>((one, other) =>
        Math.Sign(string.CompareOrdinal(Key(one.Get), Key(other.Get))) == Math.Sign(string.CompareOrdinal(one.Get, other.Get))).QuickCheckThrowOnFailure();

    [Fact]
    public void Encode_EveryAsciiCharacter_StaysInOrderAndIsHarmless()
    {
        var keys = Enumerable.Range(0, 0x80).Select(code => Key($"a{(char)code}")).Append(Key("a\u0080")).Prepend(Key("a")).ToArray();

        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, key => Assert.All(key, c => Assert.True(char.IsAsciiLetterOrDigit(c) || "!$:@[`{".Contains(c), $"{c} in {key}")));
    }

    [Fact]
    public void Encode_TooLong_IsCutUniqueAndBehindItsBeginning()
    {
        var texts = new[] { new string('ä', 100), new string('ä', 100) + "b", new string('ä', 101) };

        var keys = texts.Select(text => OrderedText.Encode(text, 331)).ToArray();

        Assert.All(keys, key => Assert.Equal(331, key.Length));
        Assert.Equal(3, keys.Distinct().Count());
        Assert.Equal(Enumerable.Repeat(keys[0][..287], 3), keys.Select(key => key[..287]));
        Assert.All(keys, key => Assert.True(string.CompareOrdinal(OrderedText.Encode(new string('ä', 57), 331), key) < 0));
    }

    private static string Key(string text) => OrderedText.Encode(text, int.MaxValue) + OrderedText.End;
}
