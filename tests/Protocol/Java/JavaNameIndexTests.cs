using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Contracts;
using P8e.Protocol.Errors;
using P8e.Protocol.Java;
using P8e.Protocol.Wire;

namespace P8e.Protocol.Tests.Java;

public sealed class JavaNameIndexTests
{
    private static readonly JavaClasses Recorded = ProtocolVectors.Read<JavaClasses>("recorded-contracts.json");

    [Fact]
    public void Find_ClassesOfARecordedDescriptorSet_GivesTheirMessages()
    {
        var index = new JavaNameIndex(Load());

        Assert.Equal(31, Recorded.Classes.Count);
        Assert.All(Recorded.Classes, pair => Assert.Equal(pair.Key, index.Find(pair.Value).FullName));
        Assert.Equal("google.protobuf.Timestamp", index.Find("com.google.protobuf.Timestamp").FullName);
    }

    [Fact]
    public void Find_IndexOptionsOfARecordedDescriptorSet_AreReadWithOurFile()
    {
        var message = new JavaNameIndex(Load()).Find("org.p8evec.proto.shapes.IndexAll");

        Assert.Contains(message.Fields.InDeclarationOrder(), f => f.GetOptions()?.HasExtension(IndexExtensions.Index) == true);
    }

    [Theory]
    [InlineData("io.provenance.scope.contract.proto.Envelopes$Envelope", "io.provenance.scope.contract.Envelope")]
    [InlineData("io.provenance.metadata.v1.MsgWriteScopeRequest", "provenance.metadata.v1.MsgWriteScopeRequest")]
    public void Find_ClassesOfOurFiles_GivesTheirMessages(string javaName, string message) =>
        Assert.Equal(message, new JavaNameIndex(WireFiles.All).Find(javaName).FullName);

    [Theory]
    [InlineData("")]
    [InlineData("io.provenance.scope.contract.proto.Envelopes.Envelope")]
    [InlineData("io.provenance.scope.contract.Envelope")]
    [InlineData("java.lang.String")]
    public void Find_NameOfNoMessage_IsAnInputError(string javaName)
    {
        var index = new JavaNameIndex(WireFiles.All);

        Assert.Equal(ErrorCodes.JavaNameUnknown, Assert.Throws<P8eInputException>(() => index.Find(javaName)).Code);
        Assert.False(index.TryFind(javaName, out _));
    }

    [Fact]
    public void Constructor_TwoMessagesOfOneName_IsRefused()
    {
        var files = FileDescriptor.BuildFromByteStrings([Declares("a.proto", "one"), Declares("b.proto", "two")]);

        Assert.Equal(ErrorCodes.DescriptorInvalid, Assert.Throws<P8eInputException>(() => new JavaNameIndex(files)).Code);
    }

    private static IReadOnlyList<FileDescriptor> Load()
    {
        var set = FileDescriptorSet.Parser.ParseFrom(ByteString.FromBase64(Recorded.DescriptorSetBase64!));
        return FileDescriptor.BuildFromByteStrings(
            set.File.Select(f => f.ToByteString()),
            new ExtensionRegistry { IndexExtensions.Index, IndexExtensions.MessageIndex });
    }

    private static ByteString Declares(string file, string package) => new FileDescriptorProto
    {
        Name = file,
        Package = package,
        MessageType = { new DescriptorProto { Name = "Same" } },
        Options = new Google.Protobuf.Reflection.FileOptions { JavaPackage = "org.example", JavaMultipleFiles = true },
    }.ToByteString();
}
