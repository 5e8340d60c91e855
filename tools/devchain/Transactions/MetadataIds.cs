using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Devchain.Errors;
using P8e.Devchain.Metadata;

namespace P8e.Devchain.Transactions;

/// <summary>
/// Checks the fields that hold metadata addresses while a message is decoded. The node also takes the bytes of a bech32 text there and
/// keeps the binary form (provenance-chain 1.3, wire leniency).
/// </summary>
internal static class MetadataIds
{
    private const string Package = "provenance.metadata.v1";

    // The one bytes field with such a name that is no metadata address to the decoder.
    private const string ResourceId = "resource_id";

    /// <summary>Puts the binary form into every id of a message. Throws the decoder's error.</summary>
    internal static void Normalize(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.FieldType == FieldType.Bytes && IsId(field))
            {
                NormalizeField(message, field);
            }
            else if (field.FieldType == FieldType.Message && field.MessageType.File.Package == Package)
            {
                foreach (var child in Values(message, field).OfType<IMessage>())
                {
                    Normalize(child);
                }
            }
        }
    }

    /// <summary>Whether a field holds metadata addresses.</summary>
    internal static bool IsId(FieldDescriptor field) =>
        field.File.Package == Package && field.Name != ResourceId
        && (field.Name.EndsWith("_id", StringComparison.Ordinal) || field.Name.EndsWith("_ids", StringComparison.Ordinal) || field.Name == "metadata_addr");

    private static void NormalizeField(IMessage message, FieldDescriptor field)
    {
        if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            for (var i = 0; i < list.Count; i++)
            {
                list[i] = Binary((ByteString)list[i]!);
            }
        }
        else if (field.ContainingOneof is null || field.ContainingOneof.Accessor.GetCaseFieldDescriptor(message) == field)
        {
            field.Accessor.SetValue(message, Binary((ByteString)field.Accessor.GetValue(message)));
        }
    }

    private static IEnumerable Values(IMessage message, FieldDescriptor field) =>
        field.Accessor.GetValue(message) switch
        {
            IList list => list,
            null => Array.Empty<object>(),
            var single => new[] { single },
        };

    private static ByteString Binary(ByteString bytes)
    {
        if (bytes.IsEmpty || IdText.Fault(bytes) is not { } fault)
        {
            return bytes;
        }

        return IdText.TextFault(bytes.ToStringUtf8(), out var id) is null ? id : throw SdkError.TxDecode.Wrap(fault);
    }
}
