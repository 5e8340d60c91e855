using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using P8e.Protocol.Wire;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Protocol.Tests.Wire;

/// <summary>Opens a serialised message as far down as it goes: submessages, Any of a known type, and the two byte fields of TxRaw.</summary>
internal static class MessageWalk
{
    /// <summary>Full names of the fields that are set anywhere inside; fails on the first unknown field.</summary>
    internal static HashSet<string> Fields(MessageDescriptor type, ByteString bytes)
    {
        var fields = new HashSet<string>();
        Open(type, bytes, fields);
        return fields;
    }

    private static void Open(MessageDescriptor type, ByteString bytes, HashSet<string> fields)
    {
        var message = type.Parser.ParseFrom(bytes);

        // Generated equality counts unknown fields, at every level: nothing may be lost by dropping them.
        if (!message.Equals(type.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes)))
        {
            throw new InvalidDataException($"{type.FullName} holds a field that our file lacks.");
        }

        Visit(message, fields);
    }

    private static void Visit(IMessage message, HashSet<string> fields)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(f => IsSet(f, message)))
        {
            fields.Add(field.FullName);
            foreach (var child in Children(field, message))
            {
                Visit(child, fields);
            }
        }

        if (message is Any any && WireFiles.Types.Find(any.TypeUrl[(any.TypeUrl.LastIndexOf('/') + 1)..]) is { } inner)
        {
            Open(inner, any.Value, fields);
        }

        if (message is TxRaw transaction)
        {
            Open(TxBody.Descriptor, transaction.BodyBytes, fields);
            Open(AuthInfo.Descriptor, transaction.AuthInfoBytes, fields);
        }
    }

    private static bool IsSet(FieldDescriptor field, IMessage message) => field switch
    {
        { IsRepeated: true } => ((ICollection)field.Accessor.GetValue(message)).Count > 0,
        { HasPresence: true } => field.Accessor.HasValue(message),
        _ => field.Accessor.GetValue(message) switch
        {
            ByteString b => !b.IsEmpty,
            string s => s.Length > 0,
            var v => Convert.ToDouble(v, null) != 0,
        },
    };

    private static IEnumerable<IMessage> Children(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        IMessage child => [child],
        IDictionary map => map.Values.OfType<IMessage>(),
        IList list => list.OfType<IMessage>(),
        _ => [],
    };
}
