using System.Text;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>google.protobuf.FieldMask as text: paths in lowerCamelCase, joined by commas.</summary>
internal static class FieldMaskText
{
    internal static string? ToSnakeCase(string path)
    {
        var text = new StringBuilder(path.Length + 8);
        foreach (var letter in path)
        {
            if (letter == '_')
            {
                return null;
            }

            if (char.IsAsciiLetterUpper(letter))
            {
                text.Append('_').Append(char.ToLowerInvariant(letter));
            }
            else
            {
                text.Append(letter);
            }
        }

        return text.ToString();
    }

    /// <summary>Null when the path would not come back as it is, which the mapping forbids to write.</summary>
    internal static string? ToCamelCase(string path)
    {
        var text = new StringBuilder(path.Length);
        var raise = false;
        foreach (var letter in path)
        {
            if (letter == '_')
            {
                raise = true;
                continue;
            }

            text.Append(raise ? char.ToUpperInvariant(letter) : letter);
            raise = false;
        }

        var camel = text.ToString();
        return ToSnakeCase(camel) == path ? camel : null;
    }
}
