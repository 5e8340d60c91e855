using System.Text;
using System.Text.Json;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Tests.Dynamic;

/// <summary>JSON that is read: what counts as the same value, what is refused and how the error names the place.</summary>
public sealed class JsonInputTests
{
    private static readonly MessageCodec Codec = new(TestSets.Own);

    public static TheoryData<string, string> Accepted => new()
    {
        { """{}""", "{}" },
        { """ { "anInt32" : 1.0e2 } """, """{"anInt32":100}""" },
        { """{"an_int32": "-7", "anInt64": 9007199254740993}""", """{"anInt32":-7,"anInt64":"9007199254740993"}""" },
        { """{"aUint64": "18446744073709551615", "aSint64": "-9223372036854775808"}""", """{"aUint64":"18446744073709551615","aSint64":"-9223372036854775808"}""" },
        { """{"aDouble": "NaN", "aFloat": "-Infinity"}""", """{"aDouble":"NaN","aFloat":"-Infinity"}""" },
        { """{"aDouble": "1.5", "aFloat": -0.0}""", """{"aDouble":1.5,"aFloat":-0}""" },
        { """{"someBytes": "-_8"}""", """{"someBytes":"+/8="}""" },
        { """{"someBytes": "+/8=", "blobs": ["", "AA"]}""", """{"someBytes":"+/8=","blobs":["","AA=="]}""" },
        { """{"colour": 7, "colours": ["RED", 99, 0]}""", """{"colour":"DEEP_BLUE","colours":["RED",99,"GREY"]}""" },
        { """{"anInt32": null, "words": null, "labels": null, "leaf": null, "maybeInt": null, "chosenText": null}""", "{}" },
        { """{"anInt32": 0, "aString": "", "words": [], "labels": {}}""", "{}" },
        { """{"maybeInt": 0, "maybeText": "", "chosenLong": "0"}""", """{"chosenLong":"0","maybeInt":0,"maybeText":""}""" },
        { """{"labels": {"z": "1", "a": "", "": "x"}}""", """{"labels":{"z":"1","a":"","":"x"}}""" },
        { """{"byInt": {"-5": {}}, "byBool": {"true": "RED", "false": 0}}""", """{"byInt":{"-5":{}},"byBool":{"true":"RED","false":"GREY"}}""" },
        { """{"behind": "b", "between": "a"}""", """{"between":"a","last one":"b"}""" },
        { """{"aString": "\ud83d\udcb6\n\u00fc"}""", """{"aString":"💶\nü"}""" },
        { """{"\u0061String": "x", "labels": {"\u00fc\n": "1"}}""", """{"aString":"x","labels":{"ü\n":"1"}}""" },
        { """{"when": "2023-01-05T12:00:00.5+02:00"}""", """{"when":"2023-01-05T10:00:00.500Z"}""" },
        { """{"when": "0001-01-01T00:00:00Z", "span": "-0.000001s"}""", """{"when":"0001-01-01T00:00:00Z","span":"-0.000001s"}""" },
        { """{"when": "9999-12-31T23:59:59.999999999Z", "span": "315576000000s"}""", """{"when":"9999-12-31T23:59:59.999999999Z","span":"315576000000s"}""" },
        { """{"mask": "aB.c,d"}""", """{"mask":"aB.c,d"}""" },
        { """{"structure": {"z": null, "a": [1, "x", true, {}]}, "value": null, "list": []}""", """{"structure":{"z":null,"a":[1,"x",true,{}]},"value":null,"list":[]}""" },
        { """{"wrappedLong": "0", "wrappedText": "", "wrappedBool": true, "empty": {}}""", """{"empty":{},"wrappedLong":"0","wrappedText":"","wrappedBool":true}""" },
        { """{"chosenNull": null}""", """{"chosenNull":null}""" },
        { """{"any": {}}""", """{"any":{}}""" },
        { """{"any": {"text": "t", "@type": "x.y/z/p8e.tests.shapes.Leaf"}}""", """{"any":{"@type":"x.y/z/p8e.tests.shapes.Leaf","text":"t"}}""" },
        { """{"any": {"value": "5", "@type": "/google.protobuf.Int64Value"}}""", """{"any":{"@type":"/google.protobuf.Int64Value","value":"5"}}""" },
        { """{"any": {"@type": "/google.protobuf.Any", "value": {"@type": "/google.protobuf.Empty"}}}""", """{"any":{"@type":"/google.protobuf.Any","value":{"@type":"/google.protobuf.Empty"}}}""" },
    };

    [Theory, MemberData(nameof(Accepted))]
    public void FromJson_AcceptedForm_BecomesCanonical(string given, string canonical)
    {
        using var expected = JsonDocument.Parse(canonical);
        using var actual = JsonDocument.Parse(Codec.ToJson(TestSets.Shapes, Read(given)));

        Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), actual.RootElement.GetRawText());
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "", "json.invalid", "$" },
        { """{"last one": "b", "behind": null}""", "json.invalid", "last one" },
        { "[]", "json.invalid", "$" },
        { "{} {}", "json.invalid", "$" },
        { """{"a": 1,}""", "json.invalid", "a" },
        { """{"children": [{}, {"leaf": {"txt": ""}}]}""", "json.invalid", "children[1].leaf[\"txt\"]" },
        { """{"anInt32": 1, "an_int32": 2}""", "json.invalid", "anInt32" },
        { """{"anInt32": 2147483648}""", "json.invalid", "anInt32" },
        { """{"anInt32": 1.5}""", "json.invalid", "anInt32" },
        { """{"anInt32": 1e-400}""", "json.invalid", "anInt32" },
        { """{"anInt32": " 1"}""", "json.invalid", "anInt32" },
        { """{"aUint32": -1}""", "json.invalid", "aUint32" },
        { """{"aUint64": 18446744073709551616}""", "json.invalid", "aUint64" },
        { """{"aFloat": 1e39}""", "json.invalid", "aFloat" },
        { """{"aDouble": 1e999}""", "json.invalid", "aDouble" },
        { """{"aDouble": "nan"}""", "json.invalid", "aDouble" },
        { """{"aBool": "true"}""", "json.invalid", "aBool" },
        { """{"aString": 1}""", "json.invalid", "aString" },
        { """{"aString": "\ud83d"}""", "json.invalid", "aString" },
        { """{"\ud83d": 1}""", "json.invalid", "$" },
        { """{"any": {"\ud83d": 1}}""", "json.invalid", "any" },
        { """{"any": {"@type": "/google.protobuf.Int64Value", "\ud83d": 1}}""", "json.invalid", "any" },
        { """{"byBool": {"\ud83d": 1}}""", "json.invalid", "byBool" },
        { """{"any": {"@type": "\ud83d"}}""", "json.invalid", "any" },
        { """{"labels": {"\ud83d": "1"}}""", "json.invalid", "labels" },
        { """{"colour": "\ud83d"}""", "json.invalid", "colour" },
        { """{"someBytes": "\ud83d"}""", "json.invalid", "someBytes" },
        { """{"when": "\ud83d000-01-01T00:00:00Z"}""", "json.invalid", "when" },
        { """{"someBytes": "A"}""", "json.invalid", "someBytes" },
        { """{"someBytes": "AA AA"}""", "json.invalid", "someBytes" },
        { """{"colour": "PINK"}""", "json.invalid", "colour" },
        { """{"words": "a"}""", "json.invalid", "words" },
        { """{"words": ["a", null]}""", "json.invalid", "words[1]" },
        { """{"labels": {"a": null}}""", "json.invalid", "labels[\"a\"]" },
        { """{"labels": {"a": "1", "b": "2", "a": "3"}}""", "json.invalid", "labels[\"a\"]" },
        { """{"byInt": {"x": {}}}""", "json.invalid", "byInt[\"x\"]" },
        { """{"byBool": {"1": 0}}""", "json.invalid", "byBool[\"1\"]" },
        { """{"chosenText": "a", "chosenLong": 1}""", "json.invalid", "chosenLong" },
        { """{"when": "2023-02-29T00:00:00Z"}""", "json.invalid", "when" },
        { """{"when": "2023-01-05 10:00:00Z"}""", "json.invalid", "when" },
        { """{"when": "0001-01-01T00:00:00+01:00"}""", "json.invalid", "when" },
        { """{"span": "1.0000000001s"}""", "json.invalid", "span" },
        { """{"span": "315576000001s"}""", "json.invalid", "span" },
        { """{"mask": "a_b"}""", "json.invalid", "mask" },
        { """{"any": {"text": "t"}}""", "json.invalid", "any" },
        { """{"any": {"@type": "p8e.tests.shapes.Leaf"}}""", "descriptor.unknown_type", "any" },
        { """{"any": {"@type": "x/none.Such"}}""", "descriptor.unknown_type", "any" },
        { """{"any": {"@type": "x/p8e.tests.shapes.Leaf", "@type": "x/p8e.tests.shapes.Leaf"}}""", "json.invalid", "any[\"@type\"]" },
        { """{"any": {"@type": "/google.protobuf.Int64Value", "text": "t"}}""", "json.invalid", "any" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void FromJson_RefusedForm_NamesThePlace(string given, string code, string path)
    {
        var error = Assert.Throws<P8eInputException>(() => Read(given));

        Assert.Equal(code, error.Code);
        Assert.True(error.Message.Contains($"at {path} ", StringComparison.Ordinal) || error.Message.Contains($"at [\"{path}\"] ", StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void FromJson_InvalidUtf8_IsRefused() =>
        Assert.Equal(ErrorCodes.JsonInvalid, Assert.Throws<P8eInputException>(() => Codec.FromJson(TestSets.Shapes, [.. "{\"aString\":\""u8, 0xC3, .. "\"}"u8])).Code);

    [Fact]
    public void FromJson_FieldsInAnyOrder_GivesTheSameBytes() =>
        Assert.Equal(
            Read("""{"between":"m","aDouble":1,"leaf":{"number":1,"text":"t"},"last one":"e"}"""),
            Read("""{"last one":"e","leaf":{"text":"t","number":1},"aDouble":1,"between":"m"}"""));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void FromJson_NestedMessages_AreLimitedTo100(int levels, bool accepted)
    {
        var json = string.Concat(Enumerable.Repeat("{\"child\":", levels)) + "{}" + new string('}', levels);

        if (accepted)
        {
            Assert.Equal(json, Encoding.UTF8.GetString(Codec.ToJson(TestSets.Shapes, Read(json))));
        }
        else
        {
            Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => Read(json)).Code);
        }
    }

    [Theory]
    [InlineData("""{"any":{"@type":"/p8e.tests.shapes.Shapes","any":""", "}}")]
    [InlineData("""{"value":[""", "]}")]
    [InlineData("""{"byName":{"a":""", "}}")]
    public void FromJson_DeepNestingOfAnyKind_IsRefused(string open, string close)
    {
        var inner = open[(open.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var json = open + string.Concat(Enumerable.Repeat(inner, 5_000)) + "null" + string.Concat(Enumerable.Repeat(close, 5_001));

        Assert.Throws<P8eInputException>(() => Read(json));
    }

    [Fact]
    public void FromJson_MoreThanTheLimits_IsRefused()
    {
        var codec = new MessageCodec(TestSets.Own, new DynamicLimits { MaxJsonBytes = 200, MaxMessageBytes = 100, MaxOpenFields = 3 });

        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => codec.FromJson(TestSets.Shapes, new byte[201])).Code);
        Assert.Equal(
            ErrorCodes.LimitExceeded,
            Assert.Throws<P8eInputException>(() => codec.FromJson(TestSets.Shapes, Encoding.UTF8.GetBytes($$"""{"aString":"{{new string('a', 120)}}"}"""))).Code);
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => codec.FromJson(TestSets.Shapes, "{\"words\":[\"\",\"\",\"\",\"\"]}"u8)).Code);
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => codec.FromJson(TestSets.Shapes, """{"labels":{"1":"","2":"","3":"","4":""}}"""u8)).Code);
    }

    [Fact]
    public void FromJson_Proto2_KeepsPresenceAndAsksForRequiredFields()
    {
        var written = Codec.FromJson(TestSets.Old, "{\"name\":\"\",\"count\":5,\"loose\":[1,2],\"tight\":[1,2]}"u8);

        Assert.Equal("0A00100518011802220201 02".Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(written));
        Assert.Equal(ErrorCodes.JsonInvalid, Assert.Throws<P8eInputException>(() => Codec.FromJson(TestSets.Old, "{\"count\":1}"u8)).Code);
    }

    private static byte[] Read(string json) => Codec.FromJson(TestSets.Shapes, Encoding.UTF8.GetBytes(json));
}
