using System.Globalization;
using System.Text;
using System.Text.Json;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>
/// The arguments of one call by name, from JSON or from a URI (provenance-chain 4.6). Both forms are JSON values in the end; in a URI, bare
/// digits stand for a number and <c>0x…</c> for bytes. Members throw <see cref="RpcException"/> with the node's words.
/// </summary>
internal sealed class RpcArguments
{
    private const string Hex = "0x";
    private readonly Dictionary<string, string> _values;
    private readonly bool _fromUri;

    private RpcArguments(Dictionary<string, string> values, bool fromUri) => (_values, _fromUri) = (values, fromUri);

    internal static RpcArguments FromUri(IEnumerable<KeyValuePair<string, string>> query) =>
        new(query.Where(pair => pair.Value.Length > 0).DistinctBy(pair => pair.Key).ToDictionary(StringComparer.Ordinal), fromUri: true);

    /// <summary>From the member <c>params</c>: an object, a list in the order of the names, or nothing.</summary>
    internal static RpcArguments FromJson(JsonElement? parameters, string[] names)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (parameters?.ValueKind)
        {
            case null or JsonValueKind.Null:
                break;
            case JsonValueKind.Object:
                foreach (var member in parameters.Value.EnumerateObject())
                {
                    values[member.Name] = member.Value.GetRawText();
                }

                break;
            case JsonValueKind.Array:
                var items = parameters.Value.EnumerateArray().Select(item => item.GetRawText()).ToArray();
                if (items.Length != names.Length)
                {
                    var given = string.Join(' ', items.Select(item => $"[{string.Join(' ', Encoding.UTF8.GetBytes(item))}]"));
                    throw Refused(false, $"expected {names.Length} parameters ([{string.Join(' ', names)}]), got {items.Length} ([{given}])");
                }

                foreach (var (name, item) in names.Zip(items))
                {
                    values[name] = item;
                }

                break;
            default:
                throw Refused(false, $"unknown type for JSON params: json: cannot unmarshal {KindName(parameters.Value)} into Go value of type []json.RawMessage. Expected map or array");
        }

        return new RpcArguments(values, fromUri: false);
    }

    /// <summary>Null when it was not given.</summary>
    internal long? Number(string name)
    {
        if (!TryValue(name, out var raw))
        {
            return null;
        }

        var text = _fromUri && raw[0] != '"' ? $"\"{raw}\"" : raw;
        if (text[0] != '"')
        {
            throw Refused($"invalid 64-bit integer encoding \"{raw}\", expected string");
        }

        var digits = text[1..^1];
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : _fromUri && raw[0] != '"' ? throw Refused($"invalid 64-bit integer encoding \"{raw}\", expected string")
            : throw Refused(GoJson.Fault(digits));
    }

    internal string Text(string name)
    {
        if (!TryValue(name, out var raw))
        {
            return string.Empty;
        }

        return _fromUri && IsHex(raw) ? Encoding.UTF8.GetString(FromHex(raw[2..])) : Quoted(raw);
    }

    internal bool Flag(string name) => TryValue(name, out var raw) && raw is "true" or "\"true\"";

    /// <summary>Bytes, in base64 in JSON.</summary>
    internal byte[] Bytes(string name)
    {
        if (!TryValue(name, out var raw))
        {
            return [];
        }

        if (_fromUri)
        {
            return IsHex(raw) ? FromHex(raw[2..]) : raw[0] == '"' ? Encoding.UTF8.GetBytes(Quoted(raw)) : throw Refused(GoJson.Fault(raw));
        }

        var text = Quoted(raw);
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var count))
        {
            return bytes[..count];
        }

        var wrong = text.ToList().FindIndex(c => !char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '='));
        throw Refused($"illegal base64 data at input byte {(wrong < 0 ? text.Length : wrong)}");
    }

    /// <summary>Bytes, in hex in JSON too.</summary>
    internal byte[] HexBytes(string name) => !TryValue(name, out var raw) ? [] : FromHex(_fromUri && IsHex(raw) ? raw[2..] : Quoted(raw));

    private static bool IsHex(string raw) => raw.StartsWith(Hex, StringComparison.Ordinal);

    private static string KindName(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };

    private bool TryValue(string name, out string raw) => _values.TryGetValue(name, out raw!) && raw != "null";

    private byte[] FromHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw Refused(text.Length % 2 != 0 ? "encoding/hex: odd length hex string" : "encoding/hex: invalid byte");
        }
    }

    private string Quoted(string raw)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(raw) ?? string.Empty;
        }
        catch (JsonException)
        {
            throw Refused(GoJson.Fault(raw));
        }
    }

    private RpcException Refused(string fault) => Refused(_fromUri, fault);

    private static RpcException Refused(bool fromUri, string fault) =>
        RpcException.InvalidParams($"error converting {(fromUri ? "http" : "json")} params to arguments: {fault}");
}
