namespace P8e.Devchain.Surfaces;

/// <summary>What Go's JSON reader says about a text that is no JSON, as far as callers are likely to see it.</summary>
internal static class GoJson
{
    private static readonly string[] Literals = ["true", "false", "null"];

    internal static string Fault(string text)
    {
        var body = text.TrimStart();
        if (body.Length == 0)
        {
            return "unexpected end of JSON input";
        }

        if (Literals.FirstOrDefault(literal => literal[0] == body[0]) is { } literal)
        {
            var at = Enumerable.Range(0, Math.Min(literal.Length, body.Length)).FirstOrDefault(i => literal[i] != body[i]);
            return at == 0 ? "unexpected end of JSON input" : $"invalid character '{body[at]}' in literal {literal} (expecting '{literal[at]}')";
        }

        var digits = body.TakeWhile(c => char.IsAsciiDigit(c) || c is '-' or '.').Count();
        return body[0] == '{' ? $"invalid character '{body.Skip(1).FirstOrDefault(c => !char.IsWhiteSpace(c))}' looking for beginning of object key string"
            : digits > 0 && digits < body.Length ? $"invalid character '{body[digits]}' after top-level value"
            : $"invalid character '{body[0]}' looking for beginning of value";
    }
}
