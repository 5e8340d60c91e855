using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using P8e.Devchain.Messages;

namespace P8e.Devchain.Transactions;

/// <summary>
/// Refuses fields that a message does not have, at any depth and inside every Any (provenance-chain 2.14 point 3): a signer must not sign
/// what the node would not see. Where non-critical ones are allowed, bit 11 of the number says so.
/// </summary>
internal sealed class UnknownFields(MessageRegistry registry)
{
    private const int NonCriticalBit = 1 << 10;
    private const int MaximumDepth = 100;

    /// <summary>Null, or the node's words.</summary>
    internal string? Fault(ReadOnlySpan<byte> bytes, MessageDescriptor type, bool allowNonCritical, int depth = 0)
    {
        if (depth > MaximumDepth)
        {
            return "recursion limit reached";
        }

        var cursor = new WireCursor(bytes);
        while (!cursor.AtEnd)
        {
            if (cursor.ReadTag(out var number, out var wireType) is not null)
            {
                return "invalid length";
            }

            var field = type.FindFieldByNumber(number);
            if (FieldFault(field, type, number, wireType, allowNonCritical) is { } fault)
            {
                return fault;
            }

            if (cursor.ReadValue(number, wireType, out var content) is { } broken)
            {
                return $"could not consume field value for tagNum: {number}, wireType: \"{WireTypes.Name(wireType)}\"; {broken}";
            }

            if (field?.FieldType == FieldType.Message && ChildFault(content, field.MessageType, allowNonCritical, depth + 1) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    private static string? FieldFault(FieldDescriptor? field, MessageDescriptor type, int number, int wireType, bool allowNonCritical)
    {
        if (field is null)
        {
            return (number & NonCriticalBit) == 0 || !allowNonCritical
                ? $"errUnknownField \"{GoTypeName.Of(type)}\": {{TagNum: {number}, WireType:\"{WireTypes.Name(wireType)}\"}}"
                : null;
        }

        return WireTypes.Fits(wireType, field.FieldType)
            ? null
            : $"Mismatched \"{GoTypeName.Of(type)}\": {{TagNum: {number}, GotWireType: \"{WireTypes.Name(wireType)}\" != WantWireType: \"{WireTypes.Name(WireTypes.Of(field.FieldType))}\"}}";
    }

    private string? ChildFault(ReadOnlySpan<byte> content, MessageDescriptor type, bool allowNonCritical, int depth)
    {
        if (type.FullName != Any.Descriptor.FullName)
        {
            return Fault(content, type, allowNonCritical, depth);
        }

        if (Fault(content, Any.Descriptor, allowNonCritical, depth) is { } fault)
        {
            return fault;
        }

        var any = Any.Parser.ParseFrom(content);
        return !registry.TryResolve(any.TypeUrl, out var inner) ? $"unable to resolve type URL {any.TypeUrl}"
            : inner is null ? null
            : Fault(any.Value.Span, inner, allowNonCritical, depth + 1);
    }
}
