namespace P8e.Devchain.Transactions;

/// <summary>The part of ADR-027 that the node enforces on a TxRaw (provenance-chain 2.14): ascending fields, shortest lengths.</summary>
internal static class RawTxOrder
{
    /// <summary>Null, or the node's words.</summary>
    internal static string? Fault(ReadOnlySpan<byte> tx)
    {
        var cursor = new WireCursor(tx);
        var previous = 0;
        while (!cursor.AtEnd)
        {
            if (cursor.ReadTag(out var number, out var wireType) is { } tagFault)
            {
                return $"invalid length; {tagFault}";
            }

            if (wireType != WireTypes.Bytes)
            {
                return $"expected {WireTypes.Bytes} wire type, got {wireType}";
            }

            if (number < previous)
            {
                return $"txRaw must follow ADR-027, got tagNum {number} after tagNum {previous}";
            }

            previous = number;
            var peek = cursor;
            if (peek.ReadVarint(out var length, out var used) is { } lengthFault)
            {
                return $"invalid length; {lengthFault}";
            }

            if (used != ShortestVarint(length))
            {
                return $"length prefix varint for tagNum {number} is not as short as possible, read {used}, only need {ShortestVarint(length)}";
            }

            if (cursor.ReadValue(number, wireType, out _) is { } valueFault)
            {
                return $"invalid length; {valueFault}";
            }
        }

        return null;
    }

    private static int ShortestVarint(ulong value)
    {
        var length = 1;
        for (; value >= 0x80; value >>= 7)
        {
            length++;
        }

        return length;
    }
}
