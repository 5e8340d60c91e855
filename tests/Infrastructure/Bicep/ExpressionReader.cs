using System.Text;

namespace P8e.Infrastructure.Tests.Bicep;

/// <summary>Reads expressions of the Bicep language, as much of it as the files here use: anything else is an error.</summary>
internal class ExpressionReader(string path, string text)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "&&", "||", "??", "<", ">", "+", "-", "*", "/", "%"];

    private int _at;

    protected bool IsAtEnd
    {
        get
        {
            SkipSpace(lines: true);
            return _at == text.Length;
        }
    }

    protected int Line => 1 + text.AsSpan(0, _at).Count('\n');

    protected Node ReadExpression()
    {
        var line = Line;
        var operands = new List<Node> { ReadUnary() };
        while (TryReadOperator())
        {
            operands.Add(ReadUnary());
        }

        var whole = operands.Count == 1 ? operands[0] : new Node(NodeKind.Operation, "", line, [.. operands]);
        SkipSpace(lines: false);
        if (!TryTake("?"))
        {
            return whole;
        }

        var yes = ReadExpression();
        Take(":");
        return new Node(NodeKind.Operation, "?", line, whole, yes, ReadExpression());
    }

    protected Node ReadText()
    {
        var line = Line;
        Take("'");
        var content = new StringBuilder();
        var inserted = new List<Node>();
        while (Peek() != '\'')
        {
            if (Peek() is '\n' or '\0')
            {
                throw Fault("a text that does not end");
            }

            if (text.AsSpan(_at).StartsWith("${"))
            {
                _at += 2;
                inserted.Add(ReadExpression());
                Take("}");
                content.Append("{}");
                continue;
            }

            if (Peek() == '\\')
            {
                _at++;
                content.Append(Peek() switch { '\'' or '\\' or '$' => Peek(), 'n' => '\n', 't' => '\t', _ => throw Fault("an unknown escape") });
            }
            else
            {
                content.Append(Peek());
            }

            _at++;
        }

        _at++;
        return new Node(inserted.Count == 0 ? NodeKind.Text : NodeKind.Interpolation, content.ToString(), line, [.. inserted]);
    }

    protected string ReadName()
    {
        SkipSpace(lines: true);
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '_')
        {
            _at++;
        }

        return start < _at && !char.IsAsciiDigit(text[start]) ? text[start.._at] : throw Fault("no name");
    }

    /// <summary>Takes a word or a sign if it comes next, over lines.</summary>
    protected bool TryTake(string sign)
    {
        var start = _at;
        SkipSpace(lines: true);
        var isThere = text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal)
            && !(char.IsLetter(sign[0]) && _at + sign.Length < text.Length && (char.IsAsciiLetterOrDigit(text[_at + sign.Length]) || text[_at + sign.Length] == '_'));
        _at = isThere ? _at + sign.Length : start;
        return isThere;
    }

    protected void Take(string sign)
    {
        if (!TryTake(sign))
        {
            throw Fault($"no '{sign}'");
        }
    }

    /// <summary>True when nothing but space and comment is left of the line.</summary>
    protected bool IsLineAtEnd()
    {
        SkipSpace(lines: false);
        return Peek() is '\n' or '\0';
    }

    protected FormatException Fault(string what) => new($"{path}({Line}): {what} at '{text.AsSpan(_at, Math.Min(20, text.Length - _at))}'");

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private void SkipSpace(bool lines)
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' || (lines && text[_at] is '\n' or '\r'))
            {
                _at++;
            }
            else if (text.AsSpan(_at).StartsWith("//"))
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                return;
            }
        }
    }

    private bool TryReadOperator()
    {
        SkipSpace(lines: false);
        foreach (var sign in Operators.Where(sign => text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal)))
        {
            _at += sign.Length;
            return true;
        }

        return false;
    }

    private Node ReadUnary()
    {
        SkipSpace(lines: true);
        var line = Line;
        if (Peek() is '!' or '-')
        {
            _at++;
            return new Node(NodeKind.Operation, "", line, ReadUnary());
        }

        var node = ReadPrimary();
        // What follows belongs to it on the same line only: in a list the next line is the next item.
        while (true)
        {
            if (Peek() == '.')
            {
                _at++;
                var name = ReadName();
                node = Peek() == '(' ? new Node(NodeKind.MemberCall, name, line, [node, .. ReadList('(', ')')]) : new Node(NodeKind.Member, name, line, node);
            }
            else if (Peek() == '[')
            {
                node = new Node(NodeKind.Index, "", line, [node, .. ReadList('[', ']')]);
            }
            else if (Peek() == '!' && !text.AsSpan(_at).StartsWith("!="))
            {
                _at++;
                node = new Node(NodeKind.Assertion, "", line, node);
            }
            else
            {
                return node;
            }
        }
    }

    private Node ReadPrimary()
    {
        var line = Line;
        switch (Peek())
        {
            case '\'':
                return ReadText();
            case '{':
                return ReadObject(line);
            case '[':
                return TryReadLoop(line) ?? new Node(NodeKind.Array, "", line, [.. ReadList('[', ']')]);
            case '(':
                return ReadList('(', ')') is [var inner] ? inner : throw Fault("no single expression in parentheses");
            case var digit when char.IsAsciiDigit(digit):
                var start = _at;
                while (char.IsAsciiDigit(Peek()))
                {
                    _at++;
                }

                return new Node(NodeKind.Literal, text[start.._at], line);
        }

        var name = ReadName();
        return name is "true" or "false" or "null" ? new Node(NodeKind.Literal, name, line)
            : Peek() == '(' ? new Node(NodeKind.Call, name, line, [.. ReadList('(', ')')])
            : new Node(NodeKind.Name, name, line);
    }

    private List<Node> ReadList(char open, char close)
    {
        Take(open.ToString());
        var items = new List<Node>();
        while (!TryTake(close.ToString()))
        {
            items.Add(ReadExpression());
            EndItem(close);
        }

        return items;
    }

    private Node ReadObject(int line)
    {
        Take("{");
        var members = new List<Node>();
        while (!TryTake("}"))
        {
            SkipSpace(lines: true);
            var memberLine = Line;
            var name = Peek() == '\'' ? ReadText() : new Node(NodeKind.Text, ReadName(), memberLine);
            Take(":");
            members.Add(new Node(NodeKind.Property, name.Text, memberLine, [.. name.Children, ReadExpression()]));
            EndItem('}');
        }

        return new Node(NodeKind.Object, "", line, [.. members]);
    }

    // Items are parted by a comma or a new line.
    private void EndItem(char close)
    {
        if (!IsLineAtEnd() && Peek() != close)
        {
            Take(",");
        }
    }

    private Node? TryReadLoop(int line)
    {
        var start = _at;
        Take("[");
        if (!TryTake("for"))
        {
            _at = start;
            return null;
        }

        var variable = ReadName();
        Take("in");
        var source = ReadExpression();
        Take(":");
        var body = ReadExpression();
        Take("]");
        return new Node(NodeKind.For, variable, line, source, body);
    }
}
