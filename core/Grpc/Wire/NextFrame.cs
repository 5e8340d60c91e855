using Google.Protobuf;

namespace P8e.Grpc.Wire;

/// <summary>What comes next in a body: a message, the bytes of a long field, or, as the default, the end.</summary>
/// <param name="Message">The message; null for a field and at the end.</param>
/// <param name="FieldBytes">Length of the field, at least 1; 0 for a message and at the end.</param>
internal readonly record struct NextFrame<T>(T? Message, int FieldBytes)
    where T : class, IMessage<T>;
