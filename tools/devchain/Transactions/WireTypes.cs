using Google.Protobuf.Reflection;

namespace P8e.Devchain.Transactions;

/// <summary>Numbers and names of protobuf's wire types.</summary>
internal static class WireTypes
{
    internal const int Varint = 0;
    internal const int Fixed64 = 1;
    internal const int Bytes = 2;
    internal const int StartGroup = 3;
    internal const int EndGroup = 4;
    internal const int Fixed32 = 5;

    internal static string Name(int wireType) => wireType switch
    {
        Varint => "varint",
        Fixed64 => "fixed64",
        Bytes => "bytes",
        StartGroup => "start_group",
        EndGroup => "end_group",
        Fixed32 => "fixed32",
        _ => $"unknown type: {wireType}",
    };

    /// <summary>The wire type of one value of a field.</summary>
    internal static int Of(FieldType type) => type switch
    {
        FieldType.String or FieldType.Bytes or FieldType.Message => Bytes,
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => Fixed64,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => Fixed32,
        FieldType.Group => StartGroup,
        _ => Varint,
    };

    /// <summary>Whether a field may come in a wire type; numbers may always come packed.</summary>
    internal static bool Fits(int wireType, FieldType type) => wireType == Of(type) || (wireType == Bytes && type != FieldType.Group);
}
