using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic;

/// <summary>Checks a set before Google.Protobuf links it: that code trusts its input's shape more than we may.</summary>
internal sealed class DescriptorSetLoader(DescriptorLimits limits)
{
    private readonly Dictionary<string, FileDescriptorProto> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _placed = new(StringComparer.Ordinal);
    private readonly List<ByteString> _ordered = [];

    internal DescriptorSet Load(ReadOnlyMemory<byte> serialized)
    {
        if (serialized.Length > limits.MaxBytes)
        {
            throw Limit($"it has {serialized.Length} bytes, allowed are {limits.MaxBytes}");
        }

        foreach (var file in Parse(serialized).File)
        {
            Check(file);
            if (!_given.TryAdd(file.Name, file))
            {
                throw Invalid($"file {Json.JsonText.Shorten(file.Name)} is in it twice");
            }
        }

        // The files with a JSON form of their own always belong to the set: an Any may carry their messages without any import.
        foreach (var name in WellKnownFiles.Fixed.Concat(_given.Keys))
        {
            Place(name, 1);
        }

        var files = Link();
        return new DescriptorSet(files, Messages(files));
    }

    private static FileDescriptorSet Parse(ReadOnlyMemory<byte> serialized)
    {
        try
        {
            return FileDescriptorSet.Parser.ParseFrom(serialized.Span);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Invalid("its bytes are not a google.protobuf.FileDescriptorSet", e);
        }
    }

    private static void Check(FileDescriptorProto file)
    {
        if (file.Syntax is not ("" or "proto2" or "proto3"))
        {
            throw Invalid($"file {Json.JsonText.Shorten(file.Name)} has a syntax other than proto2 and proto3");
        }

        if (WellKnownFiles.IsFixed(file.Name))
        {
            return;
        }

        var declared = file.MessageType.Select(type => type.Name).Concat(file.EnumType.Select(type => type.Name));
        if (declared.FirstOrDefault(name => WellKnownFiles.IsFixedName(file.Package + "." + name)) is { } taken)
        {
            throw Invalid($"file {Json.JsonText.Shorten(file.Name)} declares {file.Package}.{taken}, which only protobuf's own file may declare");
        }
    }

    // Imports first, as the linking demands; false = being placed, so meeting it again is a cycle.
    private void Place(string name, int depth)
    {
        if (_placed.TryGetValue(name, out var done))
        {
            if (!done)
            {
                throw Invalid($"file {Json.JsonText.Shorten(name)} imports itself, directly or through others");
            }

            return;
        }

        if (depth > limits.MaxImportDepth || _placed.Count >= limits.MaxFiles)
        {
            throw Limit($"it has more than {limits.MaxFiles} files or a chain of more than {limits.MaxImportDepth} imports");
        }

        _placed[name] = false;
        var bytes = Bytes(name, out var imports);
        foreach (var import in imports)
        {
            Place(import, depth + 1);
        }

        _ordered.Add(bytes);
        _placed[name] = true;
    }

    private ByteString Bytes(string name, out IEnumerable<string> imports)
    {
        if (!WellKnownFiles.IsFixed(name) && _given.TryGetValue(name, out var file))
        {
            imports = file.Dependency;
            return file.ToByteString();
        }

        var bytes = WellKnownFiles.Find(name) ?? throw Invalid($"file {Json.JsonText.Shorten(name)} is imported but not in the set");
        imports = FileDescriptorProto.Parser.ParseFrom(bytes).Dependency;
        return bytes;
    }

    private IReadOnlyList<FileDescriptor> Link()
    {
        try
        {
            return FileDescriptor.BuildFromByteStrings(_ordered);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The linker reports what a compiler would never produce with whatever its own code trips over (null reference, cast, index):
            // every one of them means that the descriptors are not consistent.
            throw Invalid("its files do not fit together; build the set again with protoc", e);
        }
    }

    private static Dictionary<string, MessageDescriptor> Messages(IReadOnlyList<FileDescriptor> files)
    {
        var found = new Dictionary<string, MessageDescriptor>(StringComparer.Ordinal);
        var open = new Stack<MessageDescriptor>(files.SelectMany(file => file.MessageTypes));
        while (open.TryPop(out var message))
        {
            if (!found.TryAdd(message.FullName, message))
            {
                throw Invalid($"message {Json.JsonText.Shorten(message.FullName)} is declared twice");
            }

            foreach (var nested in message.NestedTypes)
            {
                open.Push(nested);
            }
        }

        return found;
    }

    private static P8eInputException Invalid(string what, Exception? cause = null) =>
        new(ErrorCodes.DescriptorInvalid, $"Loading a descriptor set: {what}.", cause);

    private static P8eInputException Limit(string what) => new(ErrorCodes.LimitExceeded, $"Loading a descriptor set: {what}.");
}
