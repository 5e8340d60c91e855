using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic;

/// <summary>The message types of one contract package or program, known by their descriptors only. Immutable; safe for many threads.</summary>
public sealed class DescriptorSet
{
    private readonly Dictionary<string, MessageDescriptor> _messages;

    internal DescriptorSet(IReadOnlyList<FileDescriptor> files, Dictionary<string, MessageDescriptor> messages)
    {
        Files = files;
        _messages = messages;
    }

    /// <summary>All files, imports first; the imported google/protobuf files are among them.</summary>
    public IReadOnlyList<FileDescriptor> Files { get; }

    /// <summary>All message types, nested ones and map entries included.</summary>
    public IReadOnlyCollection<MessageDescriptor> Messages => _messages.Values;

    internal ShapeCache Shapes { get; } = new();

    /// <summary>Reads a serialized <c>google.protobuf.FileDescriptorSet</c>; files may stand in any order.</summary>
    /// <param name="serialized">The set's bytes. Missing google/protobuf files are filled in.</param>
    /// <param name="limits">Null for <see cref="DescriptorLimits.Default"/>.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DescriptorInvalid"/> or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static DescriptorSet Load(ReadOnlyMemory<byte> serialized, DescriptorLimits? limits = null) =>
        new DescriptorSetLoader(limits ?? DescriptorLimits.Default).Load(serialized);

    /// <summary>Makes a set of the files of generated classes and all they import.</summary>
    /// <param name="files">For instance the descriptors of one assembly.</param>
    public static DescriptorSet FromFiles(IEnumerable<FileDescriptor> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var set = new FileDescriptorSet();
        var open = new Stack<FileDescriptor>(files);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var file))
        {
            if (seen.Add(file.Name))
            {
                set.File.Add(FileDescriptorProto.Parser.ParseFrom(file.SerializedData));
                file.Dependencies.ToList().ForEach(open.Push);
            }
        }

        return Load(set.ToByteArray());
    }

    /// <summary>Finds a message type.</summary>
    /// <param name="fullName">Name in proto form without a leading dot, such as <c>tech.figure.loan.v1beta1.Loan</c>.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DescriptorUnknownType"/>.</exception>
    public MessageDescriptor FindMessage(string fullName) => TryFindMessage(fullName, out var message)
        ? message
        : throw new P8eInputException(
            ErrorCodes.DescriptorUnknownType, $"Looking for message type {Json.JsonText.Shorten(fullName)}: the descriptor set does not have it; add its .proto file to the set.");

    /// <summary>Finds a message type by its full proto name.</summary>
    public bool TryFindMessage(string fullName, [NotNullWhen(true)] out MessageDescriptor? message) => _messages.TryGetValue(fullName, out message);

    /// <summary>The type that an Any's type URL names: what follows the last slash, as protobuf-java looks it up.</summary>
    internal bool TryFindContent(string url, [NotNullWhen(true)] out MessageShape? shape)
    {
        var slash = url.LastIndexOf('/');
        shape = slash >= 0 && _messages.TryGetValue(url[(slash + 1)..], out var type) ? Shapes.Of(type) : null;
        return shape is not null;
    }

    internal MessageShape ShapeOf(MessageDescriptor type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return _messages.TryGetValue(type.FullName, out var own) && ReferenceEquals(own, type)
            ? Shapes.Of(type)
            : throw new ArgumentException($"{type.FullName} is not a message type of this descriptor set; take it from FindMessage.", nameof(type));
    }
}
