using System.Reflection;
using Google.Protobuf.Reflection;
using P8e.Execution.Sandbox.Reading;

namespace P8e.Execution.Sandbox.Packages;

/// <summary>The descriptors of a package's record messages: what JSON, schemas and indexing work from (design 8).</summary>
internal static class DescriptorFiles
{
    /// <summary>Files generated into the record assembly, those of the messages that contracts name, and all imports, imports first.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(IEnumerable<Type> recordTypes, IEnumerable<MessageType> used)
    {
        var files = new SortedDictionary<string, FileDescriptor>(StringComparer.Ordinal);
        foreach (var file in recordTypes.Select(Generated).OfType<FileDescriptor>().Concat(used.Select(type => type.Descriptor.File)))
        {
            files.TryAdd(file.Name, file);
        }

        var ordered = new List<ReadOnlyMemory<byte>>();
        var placed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files.Values)
        {
            Place(file, placed, ordered);
        }

        return ordered;
    }

    // The protobuf compiler writes one class per file, XyzReflection, with the file's descriptor.
    private static FileDescriptor? Generated(Type type) =>
        type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Reflection", StringComparison.Ordinal)
            ? type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as FileDescriptor
            : null;

    private static void Place(FileDescriptor file, HashSet<string> placed, List<ReadOnlyMemory<byte>> ordered)
    {
        if (!placed.Add(file.Name))
        {
            return;
        }

        foreach (var import in file.Dependencies)
        {
            Place(import, placed, ordered);
        }

        ordered.Add(file.SerializedData.Memory);
    }
}
