namespace P8e.Devchain.Transactions;

/// <summary>Steps over protobuf bytes without building anything, with the words of the node's wire library for what is wrong.</summary>
internal ref struct WireCursor(ReadOnlySpan<byte> bytes)
{
    private const int MaximumFieldNumber = 536_870_911;
    private const int MaximumGroupDepth = 100;
    private ReadOnlySpan<byte> _rest = bytes;

    internal readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Null, or the library's words.</summary>
    internal string? ReadTag(out int number, out int wireType)
    {
        number = 0;
        wireType = 0;
        if (ReadVarint(out var tag, out _) is { } fault)
        {
            return fault;
        }

        wireType = (int)(tag & 7);
        number = tag >> 3 > MaximumFieldNumber ? 0 : (int)(tag >> 3);
        return number < 1 ? "proto: invalid field number" : null;
    }

    internal string? ReadVarint(out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < 10; length++)
        {
            if (length == _rest.Length)
            {
                return "unexpected EOF";
            }

            var part = _rest[length];
            if (length == 9 && part > 1)
            {
                return "proto: variable length integer overflow";
            }

            value |= (ulong)(part & 0x7f) << (7 * length);
            if (part < 0x80)
            {
                _rest = _rest[++length..];
                return null;
            }
        }

        return "proto: variable length integer overflow";
    }

    /// <summary>Steps over a value; for length-delimited ones gives the content.</summary>
    internal string? ReadValue(int number, int wireType, out ReadOnlySpan<byte> content, int depth = 0)
    {
        content = default;
        switch (wireType)
        {
            case WireTypes.Varint:
                return ReadVarint(out _, out _);
            case WireTypes.Fixed64:
                return Skip(8);
            case WireTypes.Fixed32:
                return Skip(4);
            case WireTypes.Bytes:
                if (ReadVarint(out var length, out _) is { } fault)
                {
                    return fault;
                }

                if (length > (ulong)_rest.Length)
                {
                    return "unexpected EOF";
                }

                content = _rest[..(int)length];
                return Skip((int)length);
            case WireTypes.StartGroup:
                return SkipGroup(number, depth);
            case WireTypes.EndGroup:
                return "proto: mismatching end group marker";
            default:
                return "proto: cannot parse reserved wire type";
        }
    }

    private string? SkipGroup(int group, int depth)
    {
        if (depth >= MaximumGroupDepth)
        {
            return "proto: exceeded maximum recursion depth";
        }

        while (true)
        {
            if (ReadTag(out var number, out var wireType) is { } fault)
            {
                return fault;
            }

            if (wireType == WireTypes.EndGroup)
            {
                return number == group ? null : "proto: mismatching end group marker";
            }

            if (ReadValue(number, wireType, out _, depth + 1) is { } inner)
            {
                return inner;
            }
        }
    }

    private string? Skip(int count)
    {
        if (count > _rest.Length)
        {
            return "unexpected EOF";
        }

        _rest = _rest[count..];
        return null;
    }
}
