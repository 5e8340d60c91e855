using FsCheck;
using FsCheck.Fluent;
using P8e.Protocol.Identifiers;

namespace P8e.Protocol.Tests.Identifiers;

public sealed class Bech32Tests
{
    private static readonly Gen<byte> Byte = Gen.Choose(0, 255).Select(b => (byte)b);
    private static readonly Arbitrary<byte[]> Data = Gen.Choose(0, 64).SelectMany(n => Byte.ArrayOf(n)).ToArbitrary();
    private static readonly Arbitrary<byte[]> Addresses = Gen.Elements(20, 32, 17, 33).SelectMany(n => Byte.ArrayOf(n)).ToArbitrary();

    [Fact]
    public void TryDecode_EncodedBytes_GivesThemBack() =>
        Prop.ForAll(Data, data => Decode(Bech32.Encode("tp", data)) is (Bech32Fault.None, "tp", var again) && again!.SequenceEqual(data))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TryDecode_UpperCase_GivesTheSameBytesAndLowerCasePrefix() =>
        Prop.ForAll(Data, data =>
            Decode(Bech32.Encode("tp", data).ToUpperInvariant()) is (Bech32Fault.None, "tp", var again) && again!.SequenceEqual(data))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TryDecode_AnyCharacterChanged_IsRefused() =>
        Prop.ForAll(Addresses, data =>
        {
            var text = Bech32.Encode("scope", data);
            return Enumerable.Range(0, text.Length).All(i => "qpzry9x8gf2tvdw0s3jn54khce6mua7lbio1 A\u00e9"
                .Where(c => c != text[i])
                .All(c => Decode(text[..i] + c + text[(i + 1)..]).Fault != Bech32Fault.None));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryDecode_QsBeforeAFinalP_NeverGivesTheSameLength() =>
        Prop.ForAll(Addresses, Gen.Choose(1, 5).ToArbitrary(), (data, count) =>
        {
            var text = EndingWithP(data);
            var longer = Decode(text[..^1] + new string('q', count) + "p");
            return longer.Fault != Bech32Fault.None || longer.Data!.Length != data.Length;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("tp1hslff", 7, Bech32Fault.Length)]
    [InlineData("a12uel5", 90, Bech32Fault.Length)]
    [InlineData("", 90, Bech32Fault.Length)]
    [InlineData("tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj\n", 90, Bech32Fault.Character)]
    [InlineData("tp1hslffrztjp399d86a25fh2khg0c6je3achzhy\u212a", 90, Bech32Fault.Character)]
    [InlineData("Tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj", 90, Bech32Fault.MixedCase)]
    [InlineData("tp1hslffrztjp399d86a25fh2khg0c6je3achzhyJ", 90, Bech32Fault.MixedCase)]
    [InlineData("tphslffrztjp399d86a25fh2khg0c6je3achzhyj", 90, Bech32Fault.Separator)]
    [InlineData("1hslffrztjp399d86a25fh2khg0c6je3achzhyj", 90, Bech32Fault.Separator)]
    [InlineData("tphslffrztj1p3zh4", 90, Bech32Fault.Separator)]
    [InlineData("tp1bslffrztjp399d86a25fh2khg0c6je3achzhyj", 90, Bech32Fault.DataCharacter)]
    [InlineData("tp1hslffrztjp399d86a25fh2khg0c6je3achzhyq", 90, Bech32Fault.Checksum)]
    [InlineData("A1LQFN3A", 90, Bech32Fault.Checksum)]
    public void TryDecode_WrongText_NamesTheFault(string text, int maximum, Bech32Fault expected)
    {
        var fault = Bech32.TryDecode(text, maximum, out var prefix, out var data);

        Assert.Equal((expected, null, null), (fault, prefix, data));
    }

    [Theory]
    [InlineData("A12UEL5L", "a")]
    [InlineData("an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs", "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio")]
    [InlineData("?1ezyfcl", "?")]
    public void TryDecode_TextsOfBip173WithoutData_GivesThePrefix(string text, string prefix)
    {
        var result = Decode(text);

        Assert.Equal((Bech32Fault.None, prefix), (result.Fault, result.Prefix));
        Assert.Empty(result.Data!);
    }

    [Theory]
    [InlineData(28, 0, Bech32Fault.None)]
    [InlineData(28, 1, Bech32Fault.Padding)]
    [InlineData(28, 8, Bech32Fault.Padding)]
    [InlineData(29, 0, Bech32Fault.None)]
    [InlineData(29, 1, Bech32Fault.Padding)]
    [InlineData(27, 0, Bech32Fault.Padding)]
    [InlineData(25, 0, Bech32Fault.Padding)]
    [InlineData(32, 31, Bech32Fault.None)]
    public void TryDecode_BitsAfterTheLastByte_MustBeZeroAndFewerThanFive(int characters, int last, Bech32Fault expected)
    {
        var text = WithChecksum("tp", [.. Enumerable.Repeat(3, characters - 1), last]);

        Assert.Equal(expected, Decode(text).Fault);
    }

    [Fact]
    public void TryDecode_LongestText_IsReadAndOneMoreIsRefused()
    {
        var text = Bech32.Encode("tp", new byte[633]);

        Assert.Equal(Bech32.ChainMaximumLength - 1, text.Length);
        Assert.Equal(Bech32Fault.None, Decode(text).Fault);
        Assert.Equal(Bech32Fault.Length, Decode(text + "qq").Fault);
        Assert.Throws<ArgumentException>(() => Bech32.Encode("tp", new byte[634]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("TP")]
    [InlineData("t p")]
    public void Encode_WrongPrefix_IsAProgrammersMistake(string prefix) => Assert.Throws<ArgumentException>(() => Bech32.Encode(prefix, [1]));

    private static (Bech32Fault Fault, string? Prefix, byte[]? Data) Decode(string text)
    {
        var fault = Bech32.TryDecode(text, Bech32.ChainMaximumLength, out var prefix, out var data);
        return (fault, prefix, data);
    }

    // One text in 32 ends with the letter in question, so a few changes of two bytes find one.
    private static string EndingWithP(byte[] data) =>
        Enumerable.Range(0, 0x10000)
            .Select(i => Bech32.Encode("tp", [(byte)i, (byte)(i >> 8), .. data[2..]]))
            .First(text => text.EndsWith('p'));

    // Written again on purpose: the encoder never makes texts with such padding.
    private static string WithChecksum(string prefix, int[] values)
    {
        var all = prefix.Select(c => c >> 5).Append(0).Concat(prefix.Select(c => c & 31)).Concat(values).Concat(new int[6]);
        var sum = 1;
        foreach (var value in all)
        {
            var top = sum >> 25;
            sum = ((sum & 0x1ffffff) << 5) ^ value;
            sum = new[] { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3 }
                .Where((_, i) => ((top >> i) & 1) == 1).Aggregate(sum, (a, g) => a ^ g);
        }

        var checksum = Enumerable.Range(0, 6).Select(i => ((sum ^ 1) >> (5 * (5 - i))) & 31);
        return prefix + "1" + string.Concat(values.Concat(checksum).Select(v => Bech32.Alphabet[v]));
    }
}
