using System.Collections.Frozen;
using System.Text;
using Google.Protobuf.Reflection;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Shapes;

/// <summary>What the engine asks of a message type over and over, taken from the descriptor once.</summary>
internal sealed class MessageShape
{
    private readonly FrozenDictionary<string, FieldShape>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly FrozenDictionary<int, FieldShape> _byNumber;

    internal MessageShape(MessageDescriptor descriptor, ShapeCache cache)
    {
        FullName = descriptor.FullName;
        Kind = KindOf(descriptor);
        OneofCount = descriptor.Oneofs.Count;
        Fields = [.. descriptor.Fields.InFieldNumberOrder().Select((field, ordinal) => new FieldShape(field, ordinal, cache))];
        ShapeRules.Check(descriptor, Fields);
        _byNumber = Fields.ToFrozenDictionary(field => field.Number);
        _byName = NamesOf(Fields).ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Required = [.. Fields.Where(field => field.Descriptor.IsRequired)];
        LongestName = Fields.Length == 0 ? 0 : Fields.Max(field => Math.Max(Encoding.UTF8.GetByteCount(field.JsonName), field.Descriptor.Name.Length));
    }

    internal string FullName { get; }

    internal MessageKind Kind { get; }

    internal int OneofCount { get; }

    /// <summary>In ascending number order, which is the order on the wire and in JSON.</summary>
    internal FieldShape[] Fields { get; }

    /// <summary>Proto2's required fields.</summary>
    internal FieldShape[] Required { get; }

    /// <summary>UTF-8 bytes of the longest name a field may be given by; a longer property name cannot be one of ours.</summary>
    internal int LongestName { get; }

    internal FieldShape? FindNumber(int number) => _byNumber.GetValueOrDefault(number);

    /// <summary>Finds a field by its JSON name or its name in the .proto file; JSON readers accept both.</summary>
    internal FieldShape? FindName(ReadOnlySpan<char> name) => _byName.TryGetValue(name, out var field) ? field : null;

    private static Dictionary<string, FieldShape> NamesOf(FieldShape[] fields)
    {
        var names = new Dictionary<string, FieldShape>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (!names.TryAdd(field.JsonName, field))
            {
                throw new P8eInputException(
                    ErrorCodes.DescriptorInvalid,
                    $"Using message type {field.Descriptor.ContainingType.FullName}: two fields have the JSON name {field.JsonName}; rename one.");
            }
        }

        foreach (var field in fields)
        {
            names.TryAdd(field.Descriptor.Name, field);
        }

        return names;
    }

    // Safe by name alone: DescriptorSetLoader takes these files from Google.Protobuf and refuses the names elsewhere.
    private static MessageKind KindOf(MessageDescriptor descriptor) => descriptor.FullName switch
    {
        "google.protobuf.Any" => MessageKind.Any,
        "google.protobuf.Timestamp" => MessageKind.Timestamp,
        "google.protobuf.Duration" => MessageKind.Duration,
        "google.protobuf.FieldMask" => MessageKind.FieldMask,
        "google.protobuf.Struct" => MessageKind.Struct,
        "google.protobuf.Value" => MessageKind.Value,
        "google.protobuf.ListValue" => MessageKind.ListValue,
        _ => descriptor.File.Name == WellKnownFiles.Wrappers ? MessageKind.Wrapper : MessageKind.Plain,
    };
}
