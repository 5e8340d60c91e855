using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Wire;

namespace P8e.Protocol.Dynamic.Shapes;

/// <summary>What the engine asks of a field over and over, taken from the descriptor once.</summary>
internal sealed class FieldShape
{
    private readonly ShapeCache _cache;
    private MessageShape? _message;

    internal FieldShape(FieldDescriptor descriptor, int ordinal, ShapeCache cache)
    {
        _cache = cache;
        Descriptor = descriptor;
        Ordinal = ordinal;
        Number = descriptor.FieldNumber;
        JsonName = descriptor.JsonName;
        Kind = descriptor.FieldType;
        IsMap = descriptor.IsMap;
        IsRepeated = descriptor.IsRepeated;
        HasPresence = descriptor.HasPresence;
        EncodedName = JsonEncodedText.Encode(descriptor.JsonName, Json.JsonText.Encoder);
        IsPackable = IsRepeated && ScalarCodec.WireTypeOf(Kind) != WireFormat.WireType.LengthDelimited;
        IsPacked = IsPackable && descriptor.IsPacked;
        IsNullValue = Kind == FieldType.Enum && descriptor.EnumType.FullName == "google.protobuf.NullValue";
        OneofIndex = descriptor.RealContainingOneof?.Index ?? -1;
    }

    internal FieldDescriptor Descriptor { get; }

    /// <summary>Position in <see cref="MessageShape.Fields"/>.</summary>
    internal int Ordinal { get; }

    internal JsonEncodedText EncodedName { get; }

    /// <summary>Index of the oneof it belongs to, -1 when it belongs to none (the hidden one of proto3 <c>optional</c> does not count).</summary>
    internal int OneofIndex { get; }

    internal bool IsPackable { get; }

    internal bool IsPacked { get; }

    internal bool IsNullValue { get; }

    internal int Number { get; }

    internal string JsonName { get; }

    internal FieldType Kind { get; }

    internal bool IsMap { get; }

    internal bool IsRepeated { get; }

    internal bool IsMessage => Kind == FieldType.Message;

    /// <summary>True when "absent" and "default value" are two different things.</summary>
    internal bool HasPresence { get; }

    internal EnumDescriptor Enum => Descriptor.EnumType;

    /// <summary>Shape of the message type; linked on first use, because message types may refer to themselves.</summary>
    internal MessageShape Message => _message ??= _cache.Of(Descriptor.MessageType);

    /// <summary>Key of a map field.</summary>
    internal FieldShape MapKey => Message.Fields[0];

    /// <summary>Value of a map field.</summary>
    internal FieldShape MapValue => Message.Fields[1];
}
