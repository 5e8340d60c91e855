using Google.Protobuf.Reflection;
using static Google.Protobuf.WireFormat;

namespace P8e.Protocol.Dynamic.Wire;

/// <summary>Scalars other than text and bytes, as 64 bits: a varint's value or a fixed field's little-endian bits.</summary>
internal static class ScalarCodec
{
    internal static WireType WireTypeOf(FieldType kind) => kind switch
    {
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireType.Fixed64,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireType.Fixed32,
        FieldType.String or FieldType.Bytes or FieldType.Message => WireType.LengthDelimited,
        FieldType.Group => WireType.StartGroup,
        _ => WireType.Varint,
    };

    /// <summary>What a reader of this kind takes from a varint: 32-bit kinds drop the upper half, a bool is 0 or 1.</summary>
    internal static ulong Normalize(FieldType kind, ulong bits) => kind switch
    {
        FieldType.Int32 or FieldType.Enum => (ulong)(int)bits,
        FieldType.UInt32 or FieldType.SInt32 => (uint)bits,
        FieldType.Bool => bits == 0 ? 0UL : 1UL,
        _ => bits,
    };

    internal static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    internal static long UnZigZag(ulong bits) => (long)(bits >> 1) ^ -(long)(bits & 1);

    internal static void Write(WireBuffer output, FieldType kind, ulong bits)
    {
        switch (WireTypeOf(kind))
        {
            case WireType.Fixed64:
                output.WriteFixed64(bits);
                break;
            case WireType.Fixed32:
                output.WriteFixed32((uint)bits);
                break;
            default:
                output.WriteVarint(bits);
                break;
        }
    }
}
