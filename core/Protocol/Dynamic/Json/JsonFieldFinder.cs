using System.Text;
using System.Text.Json;
using P8e.Protocol.Dynamic.Shapes;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>From a property name to the field, without making a string of it in the usual case.</summary>
internal sealed class JsonFieldFinder(JsonScalarReader scalars, FieldPath path)
{
    /// <summary>The field whose JSON name or original name the reader stands on.</summary>
    internal FieldShape Find(ref Utf8JsonReader reader, MessageShape shape)
    {
        FieldShape? field = null;
        if (reader.ValueIsEscaped)
        {
            field = shape.FindName(scalars.Text(ref reader));
        }
        else if (reader.ValueSpan.Length <= shape.LongestName)
        {
            // Names are ASCII and bounded by the descriptor; the usual ones fit the stack.
            var length = reader.ValueSpan.Length;
            var name = length <= 256 ? stackalloc char[length] : new char[length];
            field = shape.FindName(name[..Encoding.UTF8.GetChars(reader.ValueSpan, name)]);
        }

        if (field is null)
        {
            path.Push(scalars.Text(ref reader));
            throw path.Json($"stands a field that {shape.FullName} does not have");
        }

        return field;
    }
}
