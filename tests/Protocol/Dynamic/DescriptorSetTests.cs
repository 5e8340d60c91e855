using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Tests.Dynamic;

public sealed class DescriptorSetTests
{
    [Fact]
    public void Load_FilesInAnyOrderWithoutGoogleFiles_FillsThemIn()
    {
        var set = new FileDescriptorSet();
        set.File.Add(File("b.proto", "a.proto", "google/protobuf/timestamp.proto"));
        set.File.Add(File("a.proto"));

        var loaded = DescriptorSet.Load(set.ToByteArray());

        Assert.Equal("b.proto", loaded.Files[^1].Name);
        Assert.Equal("test.a", loaded.FindMessage("test.a").FullName);
        Assert.True(loaded.TryFindMessage("google.protobuf.Timestamp", out _));
        Assert.Contains(loaded.Messages, message => message.FullName == "test.b");
    }

    public static TheoryData<string, string> Unusable => new()
    {
        { "cycle", ErrorCodes.DescriptorInvalid },
        { "missing import", ErrorCodes.DescriptorInvalid },
        { "same file twice", ErrorCodes.DescriptorInvalid },
        { "same message twice", ErrorCodes.DescriptorInvalid },
        { "unknown syntax", ErrorCodes.DescriptorInvalid },
        { "another Timestamp", ErrorCodes.DescriptorInvalid },
        { "too many files", ErrorCodes.LimitExceeded },
        { "imports too deep", ErrorCodes.LimitExceeded },
    };

    [Theory, MemberData(nameof(Unusable))]
    public void Load_UnusableSet_IsRefused(string what, string code)
    {
        var set = new FileDescriptorSet();
        set.File.AddRange(what switch
        {
            "cycle" => [File("a.proto", "b.proto"), File("b.proto", "a.proto")],
            "missing import" => [File("a.proto", "c.proto")],
            "same file twice" => [File("a.proto"), File("a.proto")],
            "same message twice" => [File("a.proto"), new FileDescriptorProto(File("a.proto")) { Name = "b.proto" }],
            "unknown syntax" => [new FileDescriptorProto(File("a.proto")) { Syntax = "editions" }],
            "another Timestamp" => [new FileDescriptorProto { Name = "a.proto", Package = "google.protobuf", Syntax = "proto3", MessageType = { new DescriptorProto { Name = "Timestamp" } } }],
            "too many files" => Enumerable.Range(0, 60).Select(i => File($"f{i}.proto")),
            _ => Enumerable.Range(0, 30).Select(i => File($"f{i}.proto", [.. i == 29 ? Array.Empty<string>() : [$"f{i + 1}.proto"]])),
        });

        var error = Assert.Throws<P8eInputException>(() => DescriptorSet.Load(set.ToByteArray(), new DescriptorLimits { MaxFiles = 50, MaxImportDepth = 20 }));

        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void Load_TooManyBytesOrNoSet_IsRefused()
    {
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => DescriptorSet.Load(new byte[11], new DescriptorLimits { MaxBytes = 10 })).Code);
        Assert.Equal(ErrorCodes.DescriptorInvalid, Assert.Throws<P8eInputException>(() => DescriptorSet.Load(new byte[] { 0x0A, 0x05 })).Code);
    }

    [Fact]
    public void FindMessage_UnknownName_IsRefused() =>
        Assert.Equal(ErrorCodes.DescriptorUnknownType, Assert.Throws<P8eInputException>(() => TestSets.Own.FindMessage("no.Such")).Code);

    public static TheoryData<string> Uncompilable => ["group", "map entry without value", "map entry with a list", "map entry with a double as key", "singular map", "two equal JSON names"];

    [Theory, MemberData(nameof(Uncompilable))]
    public void ShapeOf_DescriptorThatNoCompilerMakes_IsRefusedWhenTheTypeIsUsed(string what)
    {
        var file = File("a.proto");
        file.Syntax = "proto2";
        var message = file.MessageType[0];
        var entry = new DescriptorProto { Name = "G", Field = { Scalar("key", 1), Scalar("value", 2) } };
        var field = new FieldDescriptorProto
        {
            Name = "g", Number = 1, Label = FieldDescriptorProto.Types.Label.Repeated, Type = FieldDescriptorProto.Types.Type.Message, TypeName = ".test.a.G",
        };
        message.NestedType.Add(entry);
        message.Field.Add(field);
        entry.Options = what.Contains("map", StringComparison.Ordinal) ? new MessageOptions { MapEntry = true } : null;
        Action alter = what switch
        {
            "group" => () => field.Type = FieldDescriptorProto.Types.Type.Group,
            "map entry without value" => () => entry.Field.RemoveAt(1),
            "map entry with a list" => () => entry.Field[1].Label = FieldDescriptorProto.Types.Label.Repeated,
            "map entry with a double as key" => () => entry.Field[0].Type = FieldDescriptorProto.Types.Type.Double,
            "singular map" => () => field.Label = FieldDescriptorProto.Types.Label.Optional,
            _ => () => message.Field.Add(new FieldDescriptorProto(Scalar("other", 2)) { JsonName = "g" }),
        };
        alter();
        var set = DescriptorSet.Load(new FileDescriptorSet { File = { file } }.ToByteArray());

        var error = Assert.Throws<P8eInputException>(() => new MessageCodec(set).FromJson(set.FindMessage("test.a"), """{"g":{"1":2}}"""u8));

        Assert.Equal(ErrorCodes.DescriptorInvalid, error.Code);
    }

    private static FieldDescriptorProto Scalar(string name, int number) => new()
    {
        Name = name, Number = number, Label = FieldDescriptorProto.Types.Label.Optional, Type = FieldDescriptorProto.Types.Type.Int32,
    };

    // One file, with one message named after it.
    private static FileDescriptorProto File(string name, params string[] imports) => new()
    {
        Name = name, Package = "test", Syntax = "proto3", Dependency = { imports }, MessageType = { new DescriptorProto { Name = Path.GetFileNameWithoutExtension(name) } },
    };
}
