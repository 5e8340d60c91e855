using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Execution.Sandbox.Reading;

/// <summary>A generated message class: its protobuf name and its parser.</summary>
internal sealed class MessageType
{
    private MessageType(MessageDescriptor descriptor) => Descriptor = descriptor;

    public MessageDescriptor Descriptor { get; }

    public string Name => Descriptor.FullName;

    /// <summary>The message behind a class, or null when the class is no generated message.</summary>
    public static MessageType? Find(Type type) =>
        typeof(IMessage).IsAssignableFrom(type)
        && type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is MessageDescriptor descriptor
        && descriptor.ClrType == type
            ? new MessageType(descriptor)
            : null;

    public IMessage Parse(ReadOnlyMemory<byte> bytes) => Descriptor.Parser.ParseFrom(bytes.Span);
}
