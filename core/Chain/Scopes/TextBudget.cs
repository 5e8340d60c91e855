namespace P8e.Chain.Scopes;

/// <summary>
/// Bounds what one scope, session or record may take up: anybody can name an account in a scope of any length, and a listener must neither stop for it nor keep all of it.
/// </summary>
internal sealed class TextBudget
{
    internal const int TextLengthMaximum = 1000;
    internal const int LengthMaximum = 32_768;

    /// <summary>What an item of a list costs beside its texts, so that empty ones are bounded too.</summary>
    internal const int ItemLength = 64;

    private int _left = LengthMaximum;

    /// <summary>Whether something was cut.</summary>
    internal bool IsExceeded { get; private set; }

    /// <summary>The text, or what of it there is room for.</summary>
    internal string Take(string text)
    {
        var length = Math.Min(text.Length, Math.Min(_left, TextLengthMaximum));
        if (length < text.Length)
        {
            IsExceeded = true;
            length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        }

        _left -= length;
        return text[..length];
    }

    /// <summary>As many of the items as there is room for, in order.</summary>
    internal IReadOnlyList<TTo> TakeAll<TFrom, TTo>(IReadOnlyCollection<TFrom> items, Func<TFrom, TTo> read)
    {
        var taken = new List<TTo>();
        foreach (var item in items)
        {
            if (_left < ItemLength)
            {
                IsExceeded = true;
                break;
            }

            _left -= ItemLength;
            taken.Add(read(item));
        }

        return taken;
    }
}
