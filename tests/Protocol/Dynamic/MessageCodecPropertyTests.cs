using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using ShapesMessage = P8e.Protocol.Tests.Dynamic.Shapes.Shapes;

namespace P8e.Protocol.Tests.Dynamic;

public sealed class MessageCodecPropertyTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(400);
    private static readonly MessageCodec Codec = new(TestSets.Own);

    private static readonly JsonFormatter Official = new(new JsonFormatter.Settings(
        false, TypeRegistry.FromFiles(Shapes.ShapesReflection.Descriptor, Google.Protobuf.WellKnownTypes.WrappersReflection.Descriptor)));

    [Fact]
    public void FromJson_OfToJson_GivesTheSameBytes() => Check(noisy: false, message =>
        Assert.Equal(message, Codec.FromJson(TestSets.Shapes, Codec.ToJson(TestSets.Shapes, message))));

    [Fact]
    public void Normalize_SerializedMessage_IsTheIdentity() => Check(noisy: false, message => Assert.Equal(message, Codec.Normalize(TestSets.Shapes, message)));

    [Fact]
    public void Normalize_AnyAcceptedForm_EqualsParsingAndSerializingWithGeneratedClasses() => Check(noisy: true, message =>
        Assert.Equal(ShapesMessage.Parser.ParseFrom(message).ToByteArray(), Codec.Normalize(TestSets.Shapes, message)));

    [Fact]
    public void ToJson_AnyAcceptedForm_EqualsTheOfficialFormatter() => Check(noisy: true, message =>
    {
        using var expected = JsonDocument.Parse(Official.Format(ShapesMessage.Parser.ParseFrom(message)));
        using var actual = JsonDocument.Parse(Codec.ToJson(TestSets.Shapes, message));
        Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement));
    });

    [Fact]
    public void FromJson_TextOfTheOfficialFormatter_EqualsGeneratedClasses() => Check(noisy: true, message =>
    {
        var parsed = ShapesMessage.Parser.ParseFrom(message);
        Assert.Equal(parsed.ToByteArray(), Codec.FromJson(TestSets.Shapes, System.Text.Encoding.UTF8.GetBytes(Official.Format(parsed))));
    });

    [Fact]
    public void Merge_TwoMessages_EqualsMergingGeneratedClasses() => FsCheck.Check.One(Runs, Prop.ForAll<int, int>((one, two) =>
    {
        var (first, second) = (new MessageGenerator(one, noisy: true).Make(TestSets.Shapes), new MessageGenerator(two, noisy: true).Make(TestSets.Shapes));
        var merged = ShapesMessage.Parser.ParseFrom(first);
        merged.MergeFrom(second);
        Assert.Equal(merged.ToByteArray(), Codec.Merge(TestSets.Shapes, first, second));
    }));

    [Fact]
    public void Everything_DamagedBytes_FailsWithInputErrorsOnly() => FsCheck.Check.One(Runs.WithMaxTest(2_000), Prop.ForAll<int>(seed =>
    {
        var damaged = Damage(new MessageGenerator(seed, noisy: seed % 2 == 0).Make(TestSets.Shapes), seed);
        Attempt(() => Codec.ToJson(TestSets.Shapes, damaged, UnknownFieldPolicy.Skip));
        Attempt(() => Codec.Normalize(TestSets.Shapes, damaged));
        Attempt(() => new MessageDifference(TestSets.Own).Compare(TestSets.Shapes, damaged, ReadOnlyMemory<byte>.Empty, UnknownFieldPolicy.Skip));
    }));

    [Fact]
    public void FromJson_DamagedText_FailsWithInputErrorsOnly() => FsCheck.Check.One(Runs.WithMaxTest(1_000), Prop.ForAll<int>(seed =>
    {
        var damaged = Damage(Codec.ToJson(TestSets.Shapes, new MessageGenerator(seed, noisy: false).Make(TestSets.Shapes)), seed);
        Attempt(() => Codec.FromJson(TestSets.Shapes, damaged));
    }));

    [Fact]
    public void Load_DamagedDescriptorSet_FailsWithInputErrorsOnly()
    {
        using var vectors = VectorFile.Open("sdk-records.json");
        var whole = vectors.RootElement.GetProperty("descriptorSetBase64").GetBytesFromBase64();
        FsCheck.Check.One(Runs.WithMaxTest(1_000), Prop.ForAll<int>(seed => Attempt(() =>
        {
            var set = DescriptorSet.Load(Damage(whole, seed));
            set.Messages.ToList().ForEach(message => new MessageSchema(set).Write(message));
        })));
    }

    private static void Check(bool noisy, Action<byte[]> holds) =>
        FsCheck.Check.One(Runs, Prop.ForAll<int>(seed => holds(new MessageGenerator(seed, noisy).Make(TestSets.Shapes))));

    private static byte[] Damage(byte[] whole, int seed)
    {
        var random = new Random(seed);
        var damaged = whole[..random.Next(whole.Length + 1)];
        if (random.Next(2) == 0)
        {
            damaged = whole[..];
        }

        for (var i = random.Next(4); i > 0 && damaged.Length > 0; i--)
        {
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        }

        return damaged;
    }

    private static void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (P8eInputException e)
        {
            Assert.NotEmpty(e.Code);
        }
    }
}
