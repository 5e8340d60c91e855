namespace P8e.Execution.Wire.Messages;

/// <summary>A record message under its name.</summary>
/// <param name="Name">The input's or record's name.</param>
/// <param name="MessageType">The message's full protobuf name; the caller maps it from and to the JVM's class name.</param>
/// <param name="Value">The serialised message.</param>
public sealed record NamedValue(string Name, string MessageType, ReadOnlyMemory<byte> Value);
