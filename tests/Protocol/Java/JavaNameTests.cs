using Google.Protobuf.Reflection;
using P8e.Protocol.Java;
using P8e.Protocol.Wire;

namespace P8e.Protocol.Tests.Java;

public sealed class JavaNameTests
{
    private static readonly IReadOnlyList<JavaNameVectors.FileFacts> Files = ProtocolVectors.Read<JavaNameVectors>("java-names.json").Files;

    public static TheoryData<string> FileNames() => [.. Files.Select(f => f.File)];

    public static TheoryData<string, string> SdkNames()
    {
        var rows = new TheoryData<string, string>();
        foreach (var (message, javaClass) in ProtocolVectors.Read<JavaClasses>("sdk-java-names.json").Classes)
        {
            rows.Add(message, javaClass);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Of_MessagesAndEnumsOfFile_IsTheRecordedClass(string name)
    {
        var facts = Files.Single(f => f.File == name);
        var file = facts.Build();
        var index = new JavaNameIndex([file]);
        var prefix = facts.Package is null ? string.Empty : facts.Package + ".";
        var messages = index.Names.ToDictionary(n => index.Find(n).FullName[prefix.Length..], n => JavaName.Of(index.Find(n)));
        var enums = Enums(file).Where(e => facts.Enums?.ContainsKey(e.FullName[prefix.Length..]) == true)
            .ToDictionary(e => e.FullName[prefix.Length..], JavaName.Of);

        Assert.Equal(facts.Messages.OrderBy(m => m.Key, StringComparer.Ordinal), messages.OrderBy(m => m.Key, StringComparer.Ordinal));
        Assert.Equal(facts.Enums ?? new Dictionary<string, string>(), enums);
    }

    [Fact]
    public void Of_Vectors_AreAll130Messages() => Assert.Equal(31 + 99, Files.Sum(f => f.Messages.Count));

    [Theory]
    [MemberData(nameof(SdkNames))]
    public void Of_MessagesOfOurFiles_IsTheNameThatTravels(string message, string javaClass) =>
        Assert.Equal(javaClass, JavaName.Of(WireFiles.Types.Find(message)));

    [Theory]
    [InlineData("lot3d_scan.proto", "Lot3DScan")]
    [InlineData("inspection_report-v2.proto", "InspectionReportV2")]
    [InlineData("a/b/c.d.proto", "CD")]
    [InlineData("Already_Capital.proto", "AlreadyCapital")]
    [InlineData("loanSTATE.proto", "LoanSTATE")]
    [InlineData("old.protodevel", "Old")]
    [InlineData("noextension", "Noextension")]
    [InlineData("_x__y.proto", "XY")]
    public void OuterClassOf_FileName_IsUpperCamel(string fileName, string outer) =>
        Assert.Equal(outer, JavaName.OuterClassOf(Facts(fileName, "Unrelated").Build()));

    [Theory]
    [InlineData("Loan", "LoanOuterClass")]
    [InlineData("LOAN", "Loan")]
    [InlineData("Other.Loan", "LoanOuterClass")]
    [InlineData("Other.Deep.Loan", "LoanOuterClass")]
    public void OuterClassOf_NameDeclaredInTheFile_GetsTheSuffix(string message, string outer)
    {
        var names = message.Split('.');
        var messages = names.Select((_, i) => string.Join('.', names[..(i + 1)])).ToArray();

        Assert.Equal(outer, JavaName.OuterClassOf(Facts("x/loan.proto", messages).Build()));
    }

    [Fact]
    public void OuterClassOf_EnumOfThatName_GetsTheSuffix() =>
        Assert.Equal("LoanOuterClass", JavaName.OuterClassOf((Facts("loan.proto", "Other") with { OtherEnums = ["Other.Loan"] }).Build()));

    [Fact]
    public void Of_NoPackageAtAll_HasNoDot() => Assert.Equal("Loan$A", JavaName.Of(Facts("loan.proto", "A").Build().MessageTypes[0]));

    [Fact]
    public void Of_MapEntry_IsAProgrammersMistake()
    {
        var file = (Facts("loan.proto", "A") with { MapEntries = ["A.BEntry"] }).Build();

        Assert.Throws<ArgumentException>(() => JavaName.Of(file.MessageTypes[0].NestedTypes[0]));
        Assert.Equal(["Loan$A"], new JavaNameIndex([file]).Names);
    }

    private static JavaNameVectors.FileFacts Facts(string file, params string[] messages) =>
        new(file, null, null, null, false, null, null, messages.ToDictionary(m => m, _ => string.Empty), null);

    private static IEnumerable<EnumDescriptor> Enums(FileDescriptor file) =>
        file.EnumTypes.Concat(file.MessageTypes.SelectMany(m => m.EnumTypes));
}
