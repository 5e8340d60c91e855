using System.Text;
using System.Text.Json;

namespace P8e.Chain.Blocks.Comet;

/// <summary>Texts that come again and again: recognised in the reply's bytes, so that no string is made of them.</summary>
internal sealed class KnownTexts(params string[] texts)
{
    private readonly (byte[] Bytes, string Text)[] _texts = [.. texts.Select(text => (Encoding.UTF8.GetBytes(text), text))];

    /// <summary>A property's value as text; empty for null.</summary>
    internal string Read(ref Utf8JsonReader reader)
    {
        CometJson.Advance(ref reader);
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach (var (bytes, text) in _texts)
            {
                if (reader.ValueTextEquals(bytes))
                {
                    return text;
                }
            }
        }

        return CometJson.CurrentText(ref reader);
    }
}
