using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;
using P8e.Ports;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Java;

namespace P8e.LoanContracts.Tests;

/// <summary>Our record messages against facts about those of the JVM (tests/Vectors/loan/messages.json, which says how they are written).</summary>
public sealed class MessageTests
{
    private static readonly Dictionary<string, JsonElement> Facts = JsonDocument.Parse(File.ReadAllText(Repository.Vector("loan/messages.json")))
        .RootElement.GetProperty("messages").EnumerateArray().ToDictionary(fact => fact.GetProperty("name").GetString()!);

    private static readonly DescriptorSet Records = DescriptorSet.FromFiles(typeof(Tech.Figure.Asset.V1Beta1.Asset).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>());

    public static TheoryData<string> Names => [.. Facts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Descriptor_OfARecordedType_HasTheRecordedFields(string name)
    {
        var fact = Facts[name];
        var lines = Find(name) switch
        {
            MessageDescriptor message => message.Fields.InFieldNumberOrder().Select(Line).ToArray(),
            EnumDescriptor type => [.. type.Values.OrderBy(value => value.Number).Select(value => $"{value.Number} {value.Name}")],
            var other => throw new InvalidOperationException($"{name} is a {other}"),
        };

        Assert.Equal((fact.TryGetProperty("fields", out var fields) ? fields : fact.GetProperty("values")).GetInt32(), lines.Length);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        Assert.True(fact.GetProperty("sha256").GetString() == Convert.ToHexStringLower(hash.AsSpan(0, 8)), $"{name} differs:\n{string.Join('\n', lines)}");
        if (fact.TryGetProperty("java", out var java))
        {
            Assert.Equal(java.GetString(), JavaName.Of(Records.FindMessage(name)));
        }
    }

    [Fact]
    public void Facts_OfTheRecords_CoverAllThatTheyReach()
    {
        var open = new Stack<MessageDescriptor>(Facts.Keys.Select(name => Records.TryFindMessage(name, out var message) ? message : null).OfType<MessageDescriptor>());
        Assert.True(open.Count > 100);
        while (open.TryPop(out var message))
        {
            Assert.All(
                message.Fields.InDeclarationOrder().Select(TypeName).Where(name => name != "-" && !name.StartsWith("google.", StringComparison.Ordinal)),
                name => Assert.Contains(name, Facts.Keys));
        }
    }

    private static object Find(string name) => Records.TryFindMessage(name, out var message)
        ? message
        : Records.Files.SelectMany(file => file.EnumTypes).Concat(Records.Messages.SelectMany(type => type.EnumTypes)).Single(type => type.FullName == name);

    private static string Line(FieldDescriptor field) =>
        $"{field.FieldNumber} {field.Name} {field.FieldType.ToString().ToLowerInvariant()} {(field.IsRepeated ? "repeated" : "single")} "
        + $"{field.JsonName} {field.ContainingOneof?.Name ?? "-"} {TypeName(field)}";

    private static string TypeName(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        _ => "-",
    };
}
