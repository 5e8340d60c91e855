using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Execution.Wire.Descriptions;
using P8e.Protocol.Dynamic;

namespace P8e.Execution.Specs;

/// <summary>The descriptor set of a package's record messages: stored beside the package, and where their JVM names come from.</summary>
internal static class RecordDescriptors
{
    /// <summary>The set as it is stored: files in the sandbox's order, imports first, so that equal packages give equal bytes.</summary>
    public static byte[] Serialize(PackageDescription package)
    {
        using var set = new MemoryStream();
        using var output = new CodedOutputStream(set);
        foreach (var file in package.DescriptorFiles)
        {
            output.WriteTag(FileDescriptorSet.FileFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(UnsafeByteOperations.UnsafeWrap(file));
        }

        output.Flush();
        return set.ToArray();
    }

    /// <summary>The set, linked and checked: the sandbox that it comes from ran code of the package.</summary>
    /// <exception cref="Protocol.Errors.P8eInputException">The files do not fit together or are beyond the limits.</exception>
    public static DescriptorSet Load(PackageDescription package) => DescriptorSet.Load(Serialize(package));
}
