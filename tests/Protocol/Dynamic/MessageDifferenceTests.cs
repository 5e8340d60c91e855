using System.Text;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Tests.Dynamic;

public sealed class MessageDifferenceTests
{
    private static readonly MessageCodec Codec = new(TestSets.Own);
    private static readonly MessageDifference Difference = new(TestSets.Own);

    public static TheoryData<string, string, string[]> Versions => new()
    {
        { """{"anInt32":1,"labels":{"a":"1","b":"2"}}""", """{"anInt32":1,"labels":{"b":"2","a":"1"}}""", [] },
        { """{"anInt32":1}""", """{"aString":"x"}""", ["anInt32 Removed 1 -", "aString Added - \"x\""] },
        { """{"child":{"leaf":{"number":1}}}""", """{"child":{"leaf":{"number":2}}}""", ["child.leaf.number Changed 1 2"] },
        { """{"leaf":{}}""", """{}""", ["leaf Removed {} -"] },
        { """{"leaves":[{"number":1},{"number":2}]}""", """{"leaves":[{"number":2},{"number":1},{}]}""", ["leaves[0].number Changed 1 2", "leaves[1].number Changed 2 1", "leaves[2] Added - {}"] },
        { """{"ints":[1,2]}""", """{"ints":[1]}""", ["ints[1] Removed 2 -"] },
        { """{"labels":{"a":"1","b":"2"}}""", """{"labels":{"c":"3","a":"9"}}""", ["""labels["a"] Changed "1" "9" """.TrimEnd(), """labels["b"] Removed "2" -""", """labels["c"] Added - "3" """.TrimEnd()] },
        { """{"chosenText":"a"}""", """{"chosenLong":1}""", ["chosenText Removed \"a\" -", "chosenLong Added - \"1\""] },
        { """{"maybeInt":0}""", """{}""", ["maybeInt Removed 0 -"] },
        { """{"when":"2023-01-05T10:00:00Z"}""", """{"when":"2023-01-05T10:00:01Z"}""", ["when Changed \"2023-01-05T10:00:00Z\" \"2023-01-05T10:00:01Z\""] },
        { """{"structure":{"a":1,"b":2}}""", """{"structure":{"a":1,"b":3}}""", ["""structure Changed {"a":1,"b":2} {"a":1,"b":3}"""] },
        { """{"any":{"@type":"x/p8e.tests.shapes.Leaf","number":1}}""", """{"any":{"@type":"x/p8e.tests.shapes.Leaf","number":2}}""", ["any.number Changed 1 2"] },
        { """{"any":{"@type":"x/google.protobuf.BoolValue","value":false}}""", """{"any":{"@type":"x/google.protobuf.BoolValue","value":true}}""", ["any Changed false true"] },
        { """{"any":{"@type":"x/p8e.tests.shapes.Leaf"}}""", """{"any":{"@type":"y/p8e.tests.shapes.Leaf"}}""", ["""any Changed {"@type":"x/p8e.tests.shapes.Leaf"} {"@type":"y/p8e.tests.shapes.Leaf"}"""] },
    };

    [Theory, MemberData(nameof(Versions))]
    public void Compare_TwoVersions_ListsTheFields(string before, string after, string[] expected) => Assert.Equal(expected, Compare(Read(before), Read(after)));

    [Fact]
    public void Compare_AnyOfForeignType_ComparesItsBytes() => Assert.Equal(
        ["""any Changed {"@type":"x/no.Such","value":"AQ=="} {"@type":"x/no.Such","value":"Ag=="}"""],
        Compare(Convert.FromHexString("EA040E0A09782F6E6F2E53756368120101"), Convert.FromHexString("EA040E0A09782F6E6F2E53756368120102")));

    [Fact]
    public void Compare_TooManyChanges_IsRefused()
    {
        var many = Read($$"""{"ints":[{{string.Join(',', Enumerable.Repeat("1", 10_001))}}]}""");
        var others = Read($$"""{"ints":[{{string.Join(',', Enumerable.Repeat("2", 10_001))}}]}""");

        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => Compare(many, others)).Code);
    }

    private static IEnumerable<string> Compare(byte[] before, byte[] after) =>
        Difference.Compare(TestSets.Shapes, before, after).Select(change => $"{change.Path} {change.Kind} {change.Before ?? "-"} {change.After ?? "-"}");

    private static byte[] Read(string json) => Codec.FromJson(TestSets.Shapes, Encoding.UTF8.GetBytes(json));
}
