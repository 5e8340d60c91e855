namespace P8e.Infrastructure.Tests.Bicep;

/// <summary>Reads the statements of a file.</summary>
internal sealed class FileReader(string path, string text) : ExpressionReader(path, text)
{
    private static readonly Dictionary<string, DeclarationKind> Keywords = new()
    {
        ["targetScope"] = DeclarationKind.TargetScope,
        ["using"] = DeclarationKind.Using,
        ["param"] = DeclarationKind.Param,
        ["var"] = DeclarationKind.Var,
        ["resource"] = DeclarationKind.Resource,
        ["module"] = DeclarationKind.Module,
        ["output"] = DeclarationKind.Output,
    };

    internal IEnumerable<Declaration> ReadAll()
    {
        while (!IsAtEnd)
        {
            var decorators = new List<Node>();
            while (TryTake("@"))
            {
                decorators.Add(ReadExpression() is { Kind: NodeKind.Call } call ? call : throw Fault("a decorator that is no call"));
            }

            var line = Line;
            var keyword = ReadName();
            yield return Read(Keywords.TryGetValue(keyword, out var kind) ? kind : throw Fault($"unknown statement {keyword}"), decorators, line);
            if (!IsLineAtEnd())
            {
                throw Fault("something after a statement");
            }
        }
    }

    private Declaration Read(DeclarationKind kind, IReadOnlyList<Node> decorators, int line)
    {
        if (kind == DeclarationKind.Using)
        {
            return new Declaration(kind, "", ReadText().Text, decorators, null, false, null, line);
        }

        var name = kind == DeclarationKind.TargetScope ? "" : ReadName();
        var type = kind switch
        {
            DeclarationKind.Resource or DeclarationKind.Module => ReadType(),
            DeclarationKind.Output => ReadName(),
            DeclarationKind.Param when !TryTake("=") => ReadName(),
            DeclarationKind.Param => "=",
            _ => "",
        };
        var isExisting = kind == DeclarationKind.Resource && TryTake("existing");
        if (kind == DeclarationKind.Param && type != "=" && (IsLineAtEnd() || !TryTake("=")))
        {
            return new Declaration(kind, name, type, decorators, null, false, null, line);
        }

        if (kind != DeclarationKind.Param)
        {
            Take("=");
        }

        Node? condition = null;
        if (kind is DeclarationKind.Resource or DeclarationKind.Module && TryTake("if"))
        {
            Take("(");
            condition = ReadExpression();
            Take(")");
        }

        return new Declaration(kind, name, type == "=" ? "" : type, decorators, condition, isExisting, ReadExpression(), line);

        string ReadType() => ReadText() is { Kind: NodeKind.Text } constant ? constant.Text : throw Fault("a type that is not constant");
    }
}
