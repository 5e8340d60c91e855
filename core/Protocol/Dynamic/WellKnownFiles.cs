using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace P8e.Protocol.Dynamic;

/// <summary>
/// The google/protobuf files that every set may import. Those with a JSON form of their own always come from Google.Protobuf, so that a set
/// cannot give them another meaning.
/// </summary>
internal static class WellKnownFiles
{
    internal const string Wrappers = "google/protobuf/wrappers.proto";

    // descriptor.proto, api.proto, type.proto and source_context.proto have no special JSON form: a set's own (perhaps newer) copy is used.
    private static readonly Dictionary<string, FileDescriptor> Files = new FileDescriptor[]
    {
        AnyReflection.Descriptor, ApiReflection.Descriptor, FileDescriptor.DescriptorProtoFileDescriptor, DurationReflection.Descriptor,
        EmptyReflection.Descriptor, FieldMaskReflection.Descriptor, SourceContextReflection.Descriptor, StructReflection.Descriptor,
        TimestampReflection.Descriptor, TypeReflection.Descriptor, WrappersReflection.Descriptor,
    }.ToDictionary(file => file.Name, StringComparer.Ordinal);

    private static readonly HashSet<string> Special = new(StringComparer.Ordinal)
    {
        "google/protobuf/any.proto", "google/protobuf/duration.proto", "google/protobuf/empty.proto", "google/protobuf/field_mask.proto",
        "google/protobuf/struct.proto", "google/protobuf/timestamp.proto", Wrappers,
    };

    private static readonly HashSet<string> SpecialNames =
        [.. Special.SelectMany(name => Files[name].MessageTypes).Select(message => message.FullName), "google.protobuf.NullValue"];

    /// <summary>The files that a set's own copy never replaces.</summary>
    internal static IEnumerable<string> Fixed => Special;

    /// <summary>True for a file that a set's own copy never replaces.</summary>
    internal static bool IsFixed(string fileName) => Special.Contains(fileName);

    /// <summary>True for the name of a type that only a fixed file may declare.</summary>
    internal static bool IsFixedName(string fullName) => SpecialNames.Contains(fullName);

    internal static ByteString? Find(string fileName) => Files.TryGetValue(fileName, out var file) ? file.SerializedData : null;
}
