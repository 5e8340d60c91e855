namespace P8e.Protocol.Dynamic.Shapes;

/// <summary>Which JSON form a message has: the plain one, or a special one of the protobuf JSON mapping.</summary>
internal enum MessageKind
{
    Plain,
    Any,
    Timestamp,
    Duration,
    FieldMask,
    Struct,
    Value,
    ListValue,
    Wrapper,
}
