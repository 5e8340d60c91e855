using System.Text;

namespace P8e.Cryptography.Tests.Support;

/// <summary>Texts that a lax decoder reads as the same bytes as the canonical one.</summary>
internal static class Base64Forms
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    internal static byte[] Make(string form, byte[] canonical)
    {
        var text = Encoding.ASCII.GetString(canonical);
        var changed = form switch
        {
            "stray bits" => StrayBits(text),
            "no padding" => text.TrimEnd('='),
            "space inside" => text.Insert(10, " "),
            "new line behind" => text + "\n",
            "url alphabet" => text[0] + "-_" + text[3..],
            "empty" => string.Empty,
            "twice" => text + text,
            _ => Encoding.Latin1.GetString(Convert.FromBase64String(text)),
        };
        Assert.NotEqual(text, changed);
        return Encoding.Latin1.GetBytes(changed);
    }

    private static string StrayBits(string text)
    {
        var last = text.TrimEnd('=').Length - 1;
        Assert.True(last < text.Length - 1, "a text without padding has no stray bits");
        return text[..last] + Alphabet[Alphabet.IndexOf(text[last], StringComparison.Ordinal) ^ 1] + text[(last + 1)..];
    }
}
