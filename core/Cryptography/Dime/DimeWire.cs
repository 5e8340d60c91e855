using Google.Protobuf;
using P8e.Protocol.Wire.ScopeEncryption;

namespace P8e.Cryptography.Dime;

/// <summary>Reads the protobuf of a DIME from strangers without spending more than its bytes are worth.</summary>
internal static class DimeWire
{
    // A parsed message is never written (sections are kept as bytes, DimeAudienceRewriter copies them), so unknown fields need not be kept: kept ones cost about
    // a hundred times their length.
    private static readonly MessageParser<DIME> Parser = DIME.Parser.WithDiscardUnknownFields(true);

    /// <summary>Parses; anything that is no such message, or has more than <see cref="DimeLimits.ProtobufFieldsMax"/> fields at the top, is malformed.</summary>
    internal static DIME Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return CountFields(message) <= DimeLimits.ProtobufFieldsMax
                ? Parser.ParseFrom(message.Span)
                : throw DimeFormat.Malformed($"its protobuf has more than {DimeLimits.ProtobufFieldsMax} fields");
        }
        catch (InvalidProtocolBufferException)
        {
            throw DimeFormat.Malformed("its protobuf does not parse");
        }
    }

    /// <summary>Counts before the first object is made: two bytes on the wire become a reader of about 150 bytes in memory.</summary>
    private static int CountFields(ReadOnlyMemory<byte> message)
    {
        using var input = UnsafeByteOperations.UnsafeWrap(message).CreateCodedInput();
        var count = 0;
        while (count <= DimeLimits.ProtobufFieldsMax && input.ReadTag() != 0)
        {
            input.SkipLastField();
            count++;
        }

        return count;
    }
}
