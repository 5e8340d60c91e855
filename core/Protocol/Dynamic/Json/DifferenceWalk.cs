using System.Text.Json;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>Walks two canonical JSON values of one message type side by side.</summary>
internal sealed class DifferenceWalk(DescriptorSet set, FieldPath path)
{
    private readonly List<FieldChange> _changes = [];

    internal IReadOnlyList<FieldChange> Changes => _changes;

    internal void CompareMessages(MessageShape shape, JsonElement before, JsonElement after)
    {
        switch (shape.Kind)
        {
            case MessageKind.Plain:
                CompareFields(shape, before, after);
                break;
            case MessageKind.Any when ContentOf(before, after) is { } content:
                CompareContents(content, before, after);
                break;
            default:
                CompareValues(before, after);
                break;
        }
    }

    private void CompareFields(MessageShape shape, JsonElement before, JsonElement after)
    {
        foreach (var field in shape.Fields)
        {
            path.Push(field);
            Compare(field, Property(before, field.JsonName), Property(after, field.JsonName));
            path.Pop();
        }
    }

    private void Compare(FieldShape field, JsonElement? before, JsonElement? after)
    {
        if (before is not { } first || after is not { } second)
        {
            CompareOneSided(before, after);
        }
        else if (field.IsMap)
        {
            CompareMaps(field, first, second);
        }
        else if (field.IsRepeated)
        {
            CompareLists(field, first, second);
        }
        else
        {
            CompareSingle(field, first, second);
        }
    }

    private void CompareSingle(FieldShape field, JsonElement before, JsonElement after)
    {
        if (field.IsMessage)
        {
            CompareMessages(field.Message, before, after);
        }
        else
        {
            CompareValues(before, after);
        }
    }

    private void CompareLists(FieldShape field, JsonElement before, JsonElement after)
    {
        var (first, second) = (before.GetArrayLength(), after.GetArrayLength());
        using var old = before.EnumerateArray();
        using var changed = after.EnumerateArray();
        for (var i = 0; i < Math.Max(first, second); i++)
        {
            path.Push(i);
            JsonElement? left = old.MoveNext() ? old.Current : null;
            JsonElement? right = changed.MoveNext() ? changed.Current : null;
            if (left is { } one && right is { } other)
            {
                CompareSingle(field, one, other);
            }
            else
            {
                CompareOneSided(left, right);
            }

            path.Pop();
        }
    }

    // Keys in the order of the first version, then the new ones in the order of the second.
    private void CompareMaps(FieldShape field, JsonElement before, JsonElement after)
    {
        var second = after.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        foreach (var entry in before.EnumerateObject())
        {
            path.Push(entry.Name);
            if (second.Remove(entry.Name, out var value))
            {
                CompareSingle(field.MapValue, entry.Value, value);
            }
            else
            {
                CompareOneSided(entry.Value, null);
            }

            path.Pop();
        }

        foreach (var entry in after.EnumerateObject().Where(entry => second.ContainsKey(entry.Name)))
        {
            path.Push(entry.Name);
            CompareOneSided(null, entry.Value);
            path.Pop();
        }
    }

    private MessageShape? ContentOf(JsonElement before, JsonElement after)
    {
        var (first, second) = (Property(before, "@type")?.GetString(), Property(after, "@type")?.GetString());
        return first is not null && first == second && set.TryFindContent(first, out var content) ? content : null;
    }

    private void CompareContents(MessageShape content, JsonElement before, JsonElement after)
    {
        if (content.Kind == MessageKind.Plain)
        {
            CompareFields(content, before, after);
        }
        else
        {
            CompareMessages(content, before.GetProperty("value"), after.GetProperty("value"));
        }
    }

    private void CompareValues(JsonElement before, JsonElement after)
    {
        // Canonical: equal values have equal texts, only a Struct's keys may stand in another order.
        if (!JsonElement.DeepEquals(before, after))
        {
            Add(FieldChangeKind.Changed, before, after);
        }
    }

    private void CompareOneSided(JsonElement? before, JsonElement? after)
    {
        if (before is not null || after is not null)
        {
            Add(before is null ? FieldChangeKind.Added : FieldChangeKind.Removed, before, after);
        }
    }

    private void Add(FieldChangeKind kind, JsonElement? before, JsonElement? after)
    {
        if (_changes.Count == MessageDifference.MaxChanges)
        {
            throw path.Fail(ErrorCodes.LimitExceeded, $"are more than {MessageDifference.MaxChanges} changes");
        }

        _changes.Add(new FieldChange(path.ToString(), kind, before?.GetRawText(), after?.GetRawText()));
    }

    private static JsonElement? Property(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : null;
}
