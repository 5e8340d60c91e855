namespace P8e.Functions.Invocations;

/// <summary>Names of functions: what is registered, with <c>_</c> for every dot, because the host allows letters, digits, <c>_</c> and <c>-</c> only (functions-host 1.1).</summary>
internal static class FunctionNames
{
    private const int CharsMax = 128;

    internal static string Of(string registered)
    {
        var name = registered.Replace('.', '_');
        var isName = name.Length is >= 1 and <= CharsMax && char.IsAsciiLetter(name[0]) && name != "host"
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
        return isName ? name : throw new ArgumentException($"'{registered}' gives no name of a function: a letter, then up to 127 letters, digits, _ or -, not host.");
    }
}
