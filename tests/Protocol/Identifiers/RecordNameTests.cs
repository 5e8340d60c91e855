using System.Text;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Protocol.Tests.Identifiers;

public sealed class RecordNameTests
{
    // unicode.IsSpace of Go, which TrimSpace uses.
    private static readonly int[] GoSpaces =
        [9, 10, 11, 12, 13, 32, 0x85, 0xa0, 0x1680, .. Enumerable.Range(0x2000, 11), 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];

    public static TheoryData<string, string> Hashes()
    {
        var rows = new TheoryData<string, string>();
        foreach (var vector in ProtocolVectors.Read<AddressVectors>("metadata-addresses.json").NameHashes)
        {
            rows.Add(vector.Name, vector.Hex);
        }

        return rows;
    }

    // Half surrogates would not survive as constants of an attribute.
    public static TheoryData<string> Unusable() => ["", " \t\u3000", "a" + (char)0xd800 + "b", ((char)0xdc00).ToString()];

    [Theory]
    [MemberData(nameof(Hashes))]
    public void Hash_NameOfVector_IsTheRecordedOne(string name, string hex) => Assert.Equal(hex, Convert.ToHexStringLower(RecordName.Hash(name)));

    [Theory]
    [InlineData("\u0130stanbul", "istanbul")]
    [InlineData("\u039b\u039f\u0393\u039f\u03a3", "\u03bb\u03bf\u03b3\u03bf\u03c3")]
    [InlineData("\u212a\u2126\u212b\u1e9e", "k\u03c9\u00e5\u00df")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData("\u01c5", "\u01c6")]
    [InlineData("\u0085\u3000  Mixed Case N\u00c4ME\t", "mixed case n\u00e4me")]
    [InlineData("\u001fx\u200b", "\u001fx\u200b")]
    public void Normalize_LettersOutsideAscii_FollowsGo(string name, string normal) => Assert.Equal(normal, RecordName.Normalize(name));

    [Fact]
    public void Normalize_EveryCharacterAround_TrimsExactlyGosSpaces()
    {
        var trimmed = Enumerable.Range(1, 0xffff)
            .Where(c => !char.IsSurrogate((char)c) && RecordName.Normalize($"{(char)c}x{(char)c}") == "x");

        Assert.Equal(GoSpaces, trimmed);
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Normalize_BlankOrBrokenName_IsRefused(string name) =>
        Assert.Equal(ErrorCodes.RecordNameInvalid, Assert.Throws<P8eInputException>(() => RecordName.Normalize(name)).Code);

    [Fact]
    public void Normalize_LongestName_IsTakenAndOneByteMoreIsNot()
    {
        var name = string.Concat(Enumerable.Repeat("\u00e4", 100));

        Assert.Equal(RecordName.MaximumBytes, Encoding.UTF8.GetByteCount(RecordName.Normalize(name)));
        Assert.Throws<P8eInputException>(() => RecordName.Normalize(name + "x"));
    }
}
