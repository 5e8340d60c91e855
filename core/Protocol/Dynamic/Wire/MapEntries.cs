using System.Text;
using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic.Shapes;

namespace P8e.Protocol.Dynamic.Wire;

/// <summary>The entries of one map field as a Java map holds them: a key that occurs again replaces the value and keeps the first one's place.</summary>
internal static class MapEntries
{
    /// <summary>Key texts with the position of the entry whose value counts.</summary>
    internal static List<(string Key, int Position)> Collect(MessageBytes source, FieldShape field, int first, int end)
    {
        var entries = new List<(string Key, int Position)>(end - first);
        var places = end - first > 1 ? new Dictionary<string, int>(end - first, StringComparer.Ordinal) : null;
        for (var position = first; position < end; position++)
        {
            var key = KeyOf(source, field, position);
            if (places is null || places.TryAdd(key, entries.Count))
            {
                entries.Add((key, position));
            }
            else
            {
                entries[places[key]] = (key, position);
            }
        }

        return entries;
    }

    private static string KeyOf(MessageBytes source, FieldShape field, int position)
    {
        source.Path.Enter();
        var frame = source.Open(field.Message, position, position + 1);
        var key = source.LastOf(frame, ordinal: 0);
        var text = field.MapKey.Kind == FieldType.String ? Encoding.UTF8.GetString(source.TextOf(key)) : ScalarText.Of(field.MapKey.Kind, source.BitsOf(field.MapKey, key));
        source.Close(frame);
        source.Path.Leave();
        return text;
    }
}
