using System.Text;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Tests.Dynamic;

/// <summary>Bytes that are read: merging, malformed input, unknown fields.</summary>
public sealed class WireInputTests
{
    private static readonly MessageCodec Codec = new(TestSets.Own);

    // Field 17 is leaf {1 text, 2 number}, 18 child, 41 labels, 51 chosen_text, 52 chosen_long, 53 chosen_leaf, 3 an_int32, 75 value, 71 when, 77 any.
    public static TheoryData<string, string, string> Parsed => new()
    {
        { "180118021803", """{"anInt32":3}""", "1803" },
        { "18011800", "{}", "" },
        { "8A01030A0161 8A01021005", """{"leaf":{"text":"a","number":5}}""", "8A01050A01611005" },
        { "9A030161A00305", """{"chosenLong":"5"}""", "A00305" },
        { "AA03030A0161 A00305 AA03021007", """{"chosenLeaf":{"number":7}}""", "AA03021007" },
        { "AA03030A0161 AA03021007", """{"chosenLeaf":{"text":"a","number":7}}""", "AA03050A01611007" },
        { "CA02060A016112017A CA02060A0162120179 CA02060A0161120178", """{"labels":{"a":"x","b":"y"}}""", "CA02060A0161120178CA02060A0162120179" },
        { "CA0200", """{"labels":{"":""}}""", "CA02040A001200" },
        { "BA01020102 B80103", """{"ints":[1,2,3]}""", "BA0103010203" },
        { "18FFFFFFFF0F", """{"anInt32":-1}""", "18FFFFFFFFFFFFFFFFFF01" },
        { "6802", """{"aBool":true}""", "6801" },
        { "189780808000", """{"anInt32":23}""", "1817" },
        { "DA0400", """{"value":null}""", "DA0400" },
    };

    [Theory, MemberData(nameof(Parsed))]
    public void ToJsonAndNormalize_AcceptedBytes_MeanWhatProtobufSays(string hex, string json, string normalized)
    {
        var bytes = Bytes(hex);

        Assert.Equal(json, Encoding.UTF8.GetString(Codec.ToJson(TestSets.Shapes, bytes)));
        Assert.Equal(normalized, Convert.ToHexString(Codec.Normalize(TestSets.Shapes, bytes)));
    }

    [Theory]
    [InlineData("18")] // no value
    [InlineData("18FFFFFFFFFFFFFFFFFFFF01")] // varint of eleven bytes
    [InlineData("0001")] // field number 0
    [InlineData("1E")] // wire type 6
    [InlineData("0C")] // a group ends
    [InlineData("F33E")] // a group does not end
    [InlineData("F33EFC3F")] // another one ends
    [InlineData("8A01050A0161")] // length beyond the end
    [InlineData("8A01FFFFFFFFFFFFFFFFFF01")] // length beyond everything
    [InlineData("7201FF")] // not UTF-8
    [InlineData("CA02030A01FF")] // key not UTF-8
    [InlineData("BA010180")] // packed value ends early
    [InlineData("AA010101")] // packed doubles of one byte
    public void ToJsonAndNormalize_MalformedBytes_AreRefused(string hex)
    {
        Assert.Equal(ErrorCodes.ProtobufInvalid, Assert.Throws<P8eInputException>(() => Codec.ToJson(TestSets.Shapes, Bytes(hex), UnknownFieldPolicy.Skip)).Code);
        Assert.Equal(ErrorCodes.ProtobufInvalid, Assert.Throws<P8eInputException>(() => Codec.Normalize(TestSets.Shapes, Bytes(hex))).Code);
    }

    [Theory]
    [InlineData("BA040D080010FFFFFFFFFFFFFFFFFF01", "when")] // negative nanos
    [InlineData("EA040412020801", "any")] // content without type
    [InlineData("DA0409 11 000000000000F07F", "value")] // infinite
    public void ToJson_ValueWithoutJsonForm_IsRefused(string hex, string path) =>
        Assert.Contains($"at {path}", Assert.Throws<P8eInputException>(() => Codec.ToJson(TestSets.Shapes, Bytes(hex))).Message, StringComparison.Ordinal);

    [Fact]
    public void ToJson_UnknownFields_AreRefusedOrSkipped()
    {
        var unknown = Bytes("1801 8A0105 1002 F83E01");

        Assert.Contains("at leaf stands field number 1007", Assert.Throws<P8eInputException>(() => Codec.ToJson(TestSets.Shapes, unknown)).Message, StringComparison.Ordinal);
        Assert.Equal("""{"anInt32":1,"leaf":{"number":2}}""", Encoding.UTF8.GetString(Codec.ToJson(TestSets.Shapes, unknown, UnknownFieldPolicy.Skip)));
    }

    [Fact]
    public void Normalize_UnknownFields_FollowTheKnownOnesByNumberAndThenByForm()
    {
        // 1008 as text, group, fixed32, varint twice (one too long), then 1007, then a known field; a known number in another form is unknown too.
        var bytes = Bytes("823F0141 833FF03E02E83E01843F 853F01020304 803F0A 803F8B00 F83E01 1D01000000 1805");

        Assert.Equal("18051D01000000F83E01803F0A803F0B853F01020304823F0141833FE83E01F03E02843F", Convert.ToHexString(Codec.Normalize(TestSets.Shapes, bytes)));
    }

    [Fact]
    public void Normalize_UnknownFieldsOfMapEntries_AreDroppedAsByJava() =>
        Assert.Equal("CA02060A0161120162", Convert.ToHexString(Codec.Normalize(TestSets.Shapes, Bytes("CA0208 1801 120162 0A0161"))));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Everything_NestedMessages_AreLimitedTo100(int levels, bool accepted)
    {
        byte[] bytes = [];
        byte[] groups = [];
        for (var i = 0; i < levels; i++)
        {
            bytes = [0x92, 0x01, .. Length(bytes.Length), .. bytes];
            groups = [0x83, 0x3F, .. groups, 0x84, 0x3F];
        }

        foreach (var attempt in new Func<byte[]>[] { () => Codec.ToJson(TestSets.Shapes, bytes), () => Codec.Normalize(TestSets.Shapes, bytes), () => Codec.Normalize(TestSets.Shapes, groups) })
        {
            if (accepted)
            {
                Assert.NotEmpty(attempt());
            }
            else
            {
                Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(attempt).Code);
            }
        }
    }

    [Fact]
    public void ToJson_MoreThanTheLimits_IsRefused()
    {
        var codec = new MessageCodec(TestSets.Own, new DynamicLimits { MaxMessageBytes = 1_000, MaxOpenFields = 100, MaxJsonBytes = 50 });

        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => codec.ToJson(TestSets.Shapes, new byte[1_001])).Code);
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => codec.Normalize(TestSets.Shapes, Bytes(string.Concat(Enumerable.Repeat("1801", 101))))).Code);
        Assert.Equal("1801", Convert.ToHexString(codec.Normalize(TestSets.Shapes, Bytes(string.Concat(Enumerable.Repeat("1801", 100))))));
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => codec.ToJson(TestSets.Shapes, Bytes("7240" + new string('6', 128)))).Code);
    }

    [Fact]
    public void ToJson_TypeOfAnotherSet_IsAProgrammersMistake() =>
        Assert.Throws<ArgumentException>(() => Codec.ToJson(TestSets.Loan.FindMessage("tech.figure.loan.v1beta1.Loan"), ReadOnlyMemory<byte>.Empty));

    private static byte[] Length(int length) => length < 128 ? [(byte)length] : [(byte)(length | 0x80), (byte)(length >> 7)];

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
