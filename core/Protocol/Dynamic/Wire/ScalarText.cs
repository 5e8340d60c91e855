using System.Globalization;
using Google.Protobuf.Reflection;

namespace P8e.Protocol.Dynamic.Wire;

/// <summary>A map key as JSON text.</summary>
internal static class ScalarText
{
    internal static string Of(FieldType kind, ulong bits) => kind switch
    {
        FieldType.Bool => bits == 0 ? "false" : "true",
        FieldType.UInt32 or FieldType.Fixed32 or FieldType.UInt64 or FieldType.Fixed64 => bits.ToString(CultureInfo.InvariantCulture),
        FieldType.SInt32 or FieldType.SInt64 => ScalarCodec.UnZigZag(bits).ToString(CultureInfo.InvariantCulture),
        FieldType.SFixed32 => ((int)bits).ToString(CultureInfo.InvariantCulture),
        _ => ((long)bits).ToString(CultureInfo.InvariantCulture),
    };
}
