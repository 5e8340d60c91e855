using Google.Protobuf.Reflection;
using P8e.Protocol.Wire;

namespace P8e.Protocol.Tests.Wire;

public sealed class FieldTablesTests
{
    private static readonly FieldTables Tables = ProtocolVectors.Read<FieldTables>("field-tables.json");

    public static TheoryData<string> Messages() => [.. Tables.Messages.Keys];

    public static TheoryData<string> Enums() => [.. Tables.Enums.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Fields_OfMessage_AreThoseOfTheTable(string name)
    {
        var message = WireFiles.Types.Find(name);
        Assert.NotNull(message);

        foreach (var row in Tables.Messages[name])
        {
            var typed = row.Contains(": ", StringComparison.Ordinal);
            var ours = message.FindFieldByNumber(int.Parse(row.Split(' ')[0], null));
            Assert.True(ours is not null, $"{name} lacks '{row}'");
            Assert.Equal(row, $"{ours.FieldNumber} {ours.Name}{(typed ? $": {TypeAs(row, ours)}" : string.Empty)}");
        }
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void Values_OfEnum_AreThoseOfTheTable(string name)
    {
        var values = WireFiles.All.SelectMany(AllEnums).Single(e => e.FullName == name).Values.ToDictionary(v => v.Name, v => v.Number);

        foreach (var (value, number) in Tables.Enums[name])
        {
            Assert.Equal((value, number), (value, values.GetValueOrDefault(value, -1)));
        }
    }

    [Fact]
    public void Extensions_OfAllFiles_AreThoseOfTheTable()
    {
        var ours = WireFiles.All.SelectMany(f => f.Extensions.UnorderedExtensions)
            .Select(e => $"{e.ExtendeeType.FullName} {e.FieldNumber} {e.Name}");

        Assert.Equal(Tables.Extensions.Order(), ours.Order());
    }

    // A table names a message without its package where that is plain.
    private static string TypeAs(string row, FieldDescriptor field)
    {
        var full = field.FieldType switch
        {
            _ when field.IsMap => "map<string,string>",
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var scalar => scalar.ToString().ToLowerInvariant(),
        };
        var written = row[(row.LastIndexOf(' ') + 1)..];
        return (field is { IsRepeated: true, IsMap: false } ? "repeated " : string.Empty)
            + (full.EndsWith("." + written, StringComparison.Ordinal) ? written : full);
    }

    private static IEnumerable<EnumDescriptor> AllEnums(FileDescriptor file) =>
        file.EnumTypes.Concat(file.MessageTypes.SelectMany(m => m.EnumTypes));
}
