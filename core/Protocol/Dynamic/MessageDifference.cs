using System.Text.Json;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Json;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic;

/// <summary>
/// Field by field difference of two versions of a record. Compared are the canonical JSON forms, which are equal exactly when the messages are
/// (unknown fields aside): so a difference speaks the same names and values as everything else a caller sees.
/// </summary>
/// <param name="set">The message types.</param>
/// <param name="limits">Null for <see cref="DynamicLimits.Default"/>.</param>
public sealed class MessageDifference(DescriptorSet set, DynamicLimits? limits = null)
{
    /// <summary>Changes that one comparison reports at the most.</summary>
    public const int MaxChanges = 10_000;

    private readonly MessageCodec _codec = new(set, limits);

    /// <summary>
    /// Lists what changed, in field number order. Lists are compared position by position, maps by key, the content of an Any field by field when
    /// its type is in the set and the same in both, otherwise as a whole.
    /// </summary>
    /// <param name="type">Type of both messages.</param>
    /// <param name="before">The first version, serialized.</param>
    /// <param name="after">The second version, serialized.</param>
    /// <param name="unknownFields">Fields the type does not have cannot be compared: refuse (default) or look past them.</param>
    /// <exception cref="P8eInputException">As <see cref="MessageCodec.ToJson(MessageDescriptor, ReadOnlyMemory{byte}, UnknownFieldPolicy)"/>; <see cref="ErrorCodes.LimitExceeded"/> for more than <see cref="MaxChanges"/> changes.</exception>
    public IReadOnlyList<FieldChange> Compare(
        MessageDescriptor type, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, UnknownFieldPolicy unknownFields = UnknownFieldPolicy.Refuse)
    {
        var shape = set.ShapeOf(type);
        using var first = Parse(type, before, unknownFields);
        using var second = Parse(type, after, unknownFields);
        var walk = new DifferenceWalk(set, new FieldPath($"Comparing two versions of {type.FullName}"));
        walk.CompareMessages(shape, first.RootElement, second.RootElement);
        return walk.Changes;
    }

    private JsonDocument Parse(MessageDescriptor type, ReadOnlyMemory<byte> message, UnknownFieldPolicy unknownFields) =>
        JsonDocument.Parse(_codec.ToJson(type, message, unknownFields, opaqueAny: true), new JsonDocumentOptions { MaxDepth = (2 * DynamicLimits.MaxDepth) + 8 });
}
