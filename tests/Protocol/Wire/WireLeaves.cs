using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Protocol.Tests.Wire;

/// <summary>
/// Lists what serialised bytes say, without the generated code: one line per value that is not the default. Two encoders agree
/// when their lists do, even if one of them writes empty fields (the chain's does, provenance-chain 2.14).
/// </summary>
internal static class WireLeaves
{
    internal static IReadOnlyList<string> Of(MessageDescriptor type, ByteString bytes)
    {
        var lines = new List<string>();
        Read(type, bytes, string.Empty, lines);
        return lines;
    }

    private static void Read(MessageDescriptor? type, ByteString bytes, string path, List<string> lines)
    {
        var input = bytes.CreateCodedInput();
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            var here = $"{path}.{number}";
            var inner = type?.FindFieldByNumber(number) is { FieldType: FieldType.Message } field ? field.MessageType : null;
            var value = Value(input, WireFormat.GetTagWireType(tag));
            if (inner is not null)
            {
                Read(inner, value, here, lines);
            }
            else if (value.Any(b => b != 0))
            {
                lines.Add($"{here}={Convert.ToHexString(value.Span)}");
            }
        }
    }

    private static ByteString Value(CodedInputStream input, WireFormat.WireType wireType) => wireType switch
    {
        WireFormat.WireType.LengthDelimited => input.ReadBytes(),
        WireFormat.WireType.Varint => ByteString.CopyFrom(BitConverter.GetBytes(input.ReadUInt64())),
        WireFormat.WireType.Fixed64 => ByteString.CopyFrom(BitConverter.GetBytes(input.ReadFixed64())),
        WireFormat.WireType.Fixed32 => ByteString.CopyFrom(BitConverter.GetBytes(input.ReadFixed32())),
        _ => throw new InvalidDataException($"Wire type {wireType} is not proto3."),
    };
}
