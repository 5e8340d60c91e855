using System.Globalization;
using System.Numerics;

namespace P8e.Devchain.History;

/// <summary>Reads the query language of CometBFT: conditions joined by AND (provenance-chain 4.6). Refusals have the node's words.</summary>
internal sealed class SearchQuery
{
    private const int MaximumLength = 512;
    private const string Operators = "<= operator, >= operator, < operator, > operator, = operator, CONTAINS operator or EXISTS operator";
    private readonly string _text;
    private int _at;

    private SearchQuery(string text) => _text = text;

    /// <summary>The conditions, of which there is at least one. Throws <see cref="SearchException"/>.</summary>
    internal static IReadOnlyList<SearchCondition> Parse(string text)
    {
        if (text.Length > MaximumLength)
        {
            throw new SearchException("maximum query length exceeded");
        }

        var query = new SearchQuery(text);
        List<SearchCondition> conditions = [query.ReadCondition()];
        while (query.Skip() < text.Length)
        {
            query.Expect("AND", "AND operator");
            conditions.Add(query.ReadCondition());
        }

        return conditions;
    }

    private SearchCondition ReadCondition()
    {
        var tag = ReadWord();
        var start = Skip();
        foreach (var name in (string[])["<=", ">=", "<", ">", "=", SearchCondition.Contains, SearchCondition.Exists])
        {
            if (_text.AsSpan(start).StartsWith(name, StringComparison.Ordinal))
            {
                _at += name.Length;
                return name == SearchCondition.Exists ? new SearchCondition(tag, name, string.Empty, null) : ReadOperand(tag, name);
            }
        }

        throw Unexpected(start, Operators);
    }

    private SearchCondition ReadOperand(string tag, string name)
    {
        var start = Skip();
        if (start < _text.Length && _text[start] == '\'')
        {
            var end = _text.IndexOf('\'', start + 1);
            if (end < 0)
            {
                throw new SearchException($"offset {_text.Length}: unexpected EOF");
            }

            _at = end + 1;
            return new SearchCondition(tag, name, _text[(start + 1)..end], null);
        }

        var word = ReadWord();
        return BigInteger.TryParse(word.Split('.')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new SearchCondition(tag, name, word, number)
            : throw Unexpected(start, name == SearchCondition.Contains ? "single-quoted string" : "number, time, date or single-quoted string");
    }

    private string ReadWord()
    {
        var start = Skip();
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && !"<>='()".Contains(_text[_at], StringComparison.Ordinal))
        {
            _at++;
        }

        return _at > start ? _text[start.._at] : throw Unexpected(start, "tag");
    }

    private void Expect(string word, string what)
    {
        var start = _at;
        if (ReadWord() != word)
        {
            throw Unexpected(start, what);
        }
    }

    private int Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at;
    }

    private SearchException Unexpected(int at, string wanted) => new(
        at >= _text.Length ? $"offset {at}: EOF" : $"offset {at}: got tag, wanted {wanted}");
}
