using System.Runtime.InteropServices;
using Google.Protobuf;

namespace P8e.Protocol.Dynamic.Wire;

/// <summary>One field occurrence: where its value stands. 20 bytes, because there is one per occurrence.</summary>
/// <param name="Ordinal">Position in the shape's fields; <see cref="Unknown"/> sorts behind all.</param>
/// <param name="Number">Field number.</param>
/// <param name="Type">Wire type; a group's value is its content without the end tag.</param>
/// <param name="Start">First byte of the value, for a length-delimited one of its content.</param>
/// <param name="Length">Bytes of it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WireField(int Ordinal, int Number, WireFormat.WireType Type, int Start, int Length) : IComparable<WireField>
{
    internal const int Unknown = int.MaxValue;

    /// <summary>Known fields by number, then unknown ones as protobuf-java's UnknownFieldSet writes them; else in the order of the bytes.</summary>
    public int CompareTo(WireField other)
    {
        if (Ordinal != other.Ordinal)
        {
            return Ordinal.CompareTo(other.Ordinal);
        }

        if (Ordinal == Unknown)
        {
            if (Number != other.Number)
            {
                return Number.CompareTo(other.Number);
            }

            if (Type != other.Type)
            {
                return RankOf(Type).CompareTo(RankOf(other.Type));
            }
        }

        return Start.CompareTo(other.Start);
    }

    private static int RankOf(WireFormat.WireType type) => type switch
    {
        WireFormat.WireType.Varint => 0,
        WireFormat.WireType.Fixed32 => 1,
        WireFormat.WireType.Fixed64 => 2,
        WireFormat.WireType.LengthDelimited => 3,
        _ => 4,
    };
}
