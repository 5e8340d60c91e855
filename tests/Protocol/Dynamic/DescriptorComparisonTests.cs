using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic;

namespace P8e.Protocol.Tests.Dynamic;

public sealed class DescriptorComparisonTests
{
    [Fact]
    public void Of_SetWithItself_CountsAndFindsNothing()
    {
        var set = Serialize(TestSets.Loan);

        var comparison = DescriptorComparison.Of(set, set);

        Assert.Empty(comparison.Differences);
        Assert.True(comparison is { Files: > 20, Messages: > 90, Fields: > 400, Enums: > 0, PersonalDataFields: > 0 });
    }

    public static TheoryData<string, string> Alterations => new()
    {
        { "java_multiple_files", "tech/figure/loan/v1beta1/loan.proto: java_multiple_files" },
        { "rename", "tech.figure.loan.v1beta1.Loan.id: name" },
        { "renumber", "tech.figure.loan.v1beta1.Loan: field numbers" },
        { "retype", "tech.figure.loan.v1beta1.Loan.id: type" },
        { "personal data", "tech.figure.util.v1beta1.ESigData.email: option 65536" },
    };

    [Theory, MemberData(nameof(Alterations))]
    public void Of_AlteredReference_NamesTheDifference(string alteration, string expected)
    {
        var ours = Serialize(TestSets.Loan);
        var altered = FileDescriptorSet.Parser.ParseFrom(ours);
        var loan = altered.File.Single(file => file.Name == "tech/figure/loan/v1beta1/loan.proto");
        var id = loan.MessageType.Single(message => message.Name == "Loan").Field.Single(field => field.Name == "id");
        var signature = altered.File.Single(file => file.Name == "tech/figure/util/v1beta1/document.proto").MessageType.Single(message => message.Name == "ESigData");
        Action alter = alteration switch
        {
            "java_multiple_files" => () => loan.Options.JavaMultipleFiles = false,
            "rename" => () => id.Name = "key",
            "renumber" => () => id.Number = 99,
            "retype" => () => id.Type = FieldDescriptorProto.Types.Type.Bytes,
            _ => () => signature.Field.Single(field => field.Name == "email").Options = null,
        };
        alter();

        Assert.Contains(DescriptorComparison.Of(ours, altered.ToByteArray()).Differences, difference => difference.StartsWith(expected, StringComparison.Ordinal));
    }

    private static byte[] Serialize(DescriptorSet set)
    {
        var files = new FileDescriptorSet();
        files.File.AddRange(set.Files.Select(file => FileDescriptorProto.Parser.ParseFrom(file.SerializedData)));
        return files.ToByteArray();
    }
}
