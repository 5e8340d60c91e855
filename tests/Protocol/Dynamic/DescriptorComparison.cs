using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Protocol.Tests.Dynamic;

/// <summary>
/// Compares our .proto files with another descriptor set that declares the same types: package, file and Java options, then message by message,
/// field by field, enum value by enum value. Types that only the other set has are not an error; a field that only it has is.
/// </summary>
internal sealed class DescriptorComparison
{
    private const int PersonalDataOption = 65536;

    private readonly Dictionary<string, (FileDescriptorProto File, DescriptorProto? Message, EnumDescriptorProto? Enum)> reference = new(StringComparer.Ordinal);
    private readonly List<string> differences = [];

    private DescriptorComparison(FileDescriptorSet ours, FileDescriptorSet theirs)
    {
        foreach (var file in theirs.File)
        {
            Collect(file, (name, message, @enum) => reference[name] = (file, message, @enum));
        }

        foreach (var file in ours.File.Where(file => !file.Name.StartsWith("google/protobuf/", StringComparison.Ordinal)))
        {
            var counted = false;
            Collect(file, (name, message, @enum) =>
            {
                if (!reference.TryGetValue(name, out var other))
                {
                    differences.Add($"{name}: not in the reference");
                    return;
                }

                if (!counted)
                {
                    counted = true;
                    CompareFiles(file, other.File);
                }

                Compare(name, (message, other.Message), (@enum, other.Enum));
            });
        }
    }

    internal int Files { get; private set; }

    internal int Messages { get; private set; }

    internal int Fields { get; private set; }

    internal int Enums { get; private set; }

    internal int PersonalDataFields { get; private set; }

    internal IReadOnlyList<string> Differences => differences;

    internal static DescriptorComparison Of(byte[] ours, byte[] reference) =>
        new(FileDescriptorSet.Parser.ParseFrom(ours), FileDescriptorSet.Parser.ParseFrom(reference));

    private void CompareFiles(FileDescriptorProto ours, FileDescriptorProto theirs)
    {
        Files++;
        Expect(ours.Name, "file name", ours.Name, theirs.Name);
        Expect(ours.Name, "syntax", ours.Syntax, theirs.Syntax);
        Expect(ours.Name, "java_package", ours.Options?.JavaPackage, theirs.Options?.JavaPackage);
        Expect(ours.Name, "java_outer_classname", ours.Options?.JavaOuterClassname, theirs.Options?.JavaOuterClassname);
        Expect(ours.Name, "java_multiple_files", ours.Options?.JavaMultipleFiles ?? false, theirs.Options?.JavaMultipleFiles ?? false);
    }

    private void Compare(string name, (DescriptorProto? Ours, DescriptorProto? Theirs) message, (EnumDescriptorProto? Ours, EnumDescriptorProto? Theirs) @enum)
    {
        if (message is { Ours: { } ours, Theirs: { } theirs })
        {
            Messages++;
            var others = theirs.Field.ToDictionary(field => field.Number);
            Expect(name, "field numbers", Numbers(ours), Numbers(theirs));
            foreach (var field in ours.Field.Where(field => others.ContainsKey(field.Number)))
            {
                CompareFields($"{name}.{field.Name}", (ours, field), (theirs, others[field.Number]));
            }
        }
        else if (@enum is { Ours: { } values, Theirs: { } otherValues })
        {
            Enums++;
            Expect(name, "enum values", Values(values), Values(otherValues));
        }
        else
        {
            differences.Add($"{name}: a message here, an enum there");
        }
    }

    private void CompareFields(string name, (DescriptorProto Type, FieldDescriptorProto Field) ours, (DescriptorProto Type, FieldDescriptorProto Field) theirs)
    {
        Fields++;
        PersonalDataFields += HasPersonalDataOption(ours.Field) ? 1 : 0;
        Expect(name, "name", ours.Field.Name, theirs.Field.Name);
        Expect(name, "type", ours.Field.Type, theirs.Field.Type);
        Expect(name, "type name", ours.Field.TypeName, theirs.Field.TypeName);
        Expect(name, "label", ours.Field.Label, theirs.Field.Label);
        Expect(name, "JSON name", JsonNameOf(ours.Field), JsonNameOf(theirs.Field));
        Expect(name, "optional", ours.Field.Proto3Optional, theirs.Field.Proto3Optional);
        Expect(name, "oneof", OneofOf(ours), OneofOf(theirs));
        Expect(name, "packed", PackedOf(ours.Field), PackedOf(theirs.Field));
        Expect(name, "deprecated", ours.Field.Options?.Deprecated ?? false, theirs.Field.Options?.Deprecated ?? false);
        Expect(name, "option 65536", HasPersonalDataOption(ours.Field), HasPersonalDataOption(theirs.Field));
    }

    private void Expect<T>(string where, string what, T ours, T theirs)
    {
        if (!EqualityComparer<T>.Default.Equals(ours, theirs))
        {
            differences.Add($"{where}: {what} is {ours}, in the reference {theirs}");
        }
    }

    private static string Numbers(DescriptorProto message) => string.Join(' ', message.Field.Select(field => field.Number).Order());

    private static string Values(EnumDescriptorProto type) => string.Join(' ', type.Value.Select(value => $"{value.Name}={value.Number}"));

    private static string? OneofOf((DescriptorProto Type, FieldDescriptorProto Field) field) =>
        field.Field.HasOneofIndex ? field.Type.OneofDecl[field.Field.OneofIndex].Name : null;

    // Descriptors inside generated C# classes leave out a JSON name that is the derived one.
    private static string JsonNameOf(FieldDescriptorProto field) => field.HasJsonName
        ? field.JsonName
        : Regex.Replace(field.Name, "_(.?)", match => match.Groups[1].Value.ToUpperInvariant());

    private static bool? PackedOf(FieldDescriptorProto field) => field.Options?.HasPacked == true ? field.Options.Packed : null;

    // Read from the option's bytes: whether the extension is known to this program does not matter.
    private static bool HasPersonalDataOption(FieldDescriptorProto field)
    {
        var input = new CodedInputStream(field.Options?.ToByteArray() ?? []);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (tag == WireFormat.MakeTag(PersonalDataOption, WireFormat.WireType.Varint))
            {
                return input.ReadBool();
            }

            input.SkipLastField();
        }

        return false;
    }

    private static void Collect(FileDescriptorProto file, Action<string, DescriptorProto?, EnumDescriptorProto?> found)
    {
        var open = new Stack<(string Prefix, DescriptorProto Message)>(file.MessageType.Select(message => (file.Package, message)));
        file.EnumType.ToList().ForEach(type => found($"{file.Package}.{type.Name}", null, type));
        while (open.TryPop(out var next))
        {
            var name = $"{next.Prefix}.{next.Message.Name}";
            found(name, next.Message, null);
            next.Message.EnumType.ToList().ForEach(type => found($"{name}.{type.Name}", null, type));
            next.Message.NestedType.ToList().ForEach(type => open.Push((name, type)));
        }
    }
}
