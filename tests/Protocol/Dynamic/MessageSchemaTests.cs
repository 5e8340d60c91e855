using System.Text.Json;
using P8e.Protocol.Dynamic;

namespace P8e.Protocol.Tests.Dynamic;

public sealed class MessageSchemaTests
{
    public static TheoryData<string, bool> Values => new()
    {
        { """{"anInt32":1,"anInt64":"5","aDouble":"NaN","aFloat":1.5,"aBool":true,"colour":"RED"}""", true },
        { """{"child":{"child":{"leaf":{"text":"t"}}},"children":[{},{"words":["a"]}]}""", true },
        { """{"labels":{"any key":"v"},"byInt":{"-1":{}},"byBool":{"true":"GREY"},"byName":{"x":{"aUint32":1}}}""", true },
        { """{"chosenText":"a","maybeInt":0,"wrappedLong":"1","when":"2023-01-05T10:00:00Z","span":"1s","any":{"@type":"x/y"},"chosenNull":null}""", false },
        { """{"chosenNull":null,"value":[1,null],"list":[],"structure":{}}""", true },
        { """{"anInt32":2147483648}""", false },
        { """{"anInt32":"1"}""", false },
        { """{"anInt64":"1.5"}""", false },
        { """{"aUint64":"-1"}""", false },
        { """{"colour":"PINK"}""", false },
        { """{"child":{"child":{"unknown":1}}}""", false },
        { """{"byInt":{"x":{}}}""", false },
        { """{"span":"1"}""", false },
        { """{"chosenText":"a","chosenLong":"1"}""", false },
    };

    [Theory, MemberData(nameof(Values))]
    public void Write_ShapesMessage_AcceptsWhatTheReaderAcceptsInCanonicalForm(string value, bool accepted)
    {
        using var schema = JsonDocument.Parse(new MessageSchema(TestSets.Own).Write(TestSets.Shapes));
        using var given = JsonDocument.Parse(value);

        Assert.Equal(accepted, SchemaCheck.Accepts(schema, given.RootElement));
    }

    [Fact]
    public void Write_CanonicalTextsOfRandomMessages_AreAccepted()
    {
        using var schema = JsonDocument.Parse(new MessageSchema(TestSets.Own).Write(TestSets.Shapes));
        var codec = new MessageCodec(TestSets.Own);
        for (var seed = 0; seed < 100; seed++)
        {
            using var value = JsonDocument.Parse(codec.ToJson(TestSets.Shapes, new MessageGenerator(seed, noisy: false, knownEnums: true).Make(TestSets.Shapes)));
            Assert.True(SchemaCheck.Accepts(schema, value.RootElement), $"seed {seed}");
        }
    }

    [Fact]
    public void Write_LoanAsset_DescribesEveryReachableTypeOnce()
    {
        using var schema = JsonDocument.Parse(new MessageSchema(TestSets.Loan).Write(TestSets.Loan.FindMessage("tech.figure.loan.v1beta1.Loan")));

        Assert.Equal("#/$defs/tech.figure.loan.v1beta1.Loan", schema.RootElement.GetProperty("$ref").GetString());
        var terms = schema.RootElement.GetProperty("$defs").GetProperty("tech.figure.loan.v1beta1.Terms").GetProperty("properties");
        Assert.Equal("integer", terms.GetProperty("termInMonths").GetProperty("type").GetString());
        Assert.Equal("date-time", schema.RootElement.GetProperty("$defs").GetProperty("google.protobuf.Timestamp").GetProperty("format").GetString());
    }
}
