using System.Globalization;
using System.Text;
using P8e.Protocol.Dynamic.Json;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic;

/// <summary>
/// Where the engine stands in a message, such as <c>kv["loan"].documents[2].uri</c>; <c>$</c> is the message itself. Kept as parts, made into text
/// only for an error or a difference.
/// </summary>
internal sealed class FieldPath(string doing)
{
    private readonly List<(FieldShape? Field, string? Key, int Index)> _parts = [];

    internal int Depth { get; private set; }

    internal void Push(FieldShape field) => _parts.Add((field, null, 0));

    internal void Push(string key) => _parts.Add((null, key, 0));

    internal void Push(int index) => _parts.Add((null, null, index));

    internal void Pop() => _parts.RemoveAt(_parts.Count - 1);

    /// <summary>Counts a message level; the caller leaves again with <see cref="Leave"/>.</summary>
    internal void Enter()
    {
        if (++Depth > DynamicLimits.MaxDepth)
        {
            throw Fail(ErrorCodes.LimitExceeded, $"messages are nested deeper than {DynamicLimits.MaxDepth} levels");
        }
    }

    internal void Leave() => Depth--;

    internal P8eInputException Json(string what, Exception? cause = null) => Fail(ErrorCodes.JsonInvalid, what, cause);

    internal P8eInputException Wire(string what) => Fail(ErrorCodes.ProtobufInvalid, what);

    internal P8eInputException Fail(string code, string what, Exception? cause = null) => new(code, $"{doing}: at {this} {what}.", cause);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (field, key, index) in _parts)
        {
            if (field is not null)
            {
                text.Append(text.Length == 0 ? "" : ".").Append(field.JsonName);
            }
            else if (key is not null)
            {
                text.Append("[\"").Append(JsonText.Shorten(key)).Append("\"]");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
        }

        return text.Length == 0 ? "$" : text.ToString();
    }
}
