using P8e.Devchain.Queries;

namespace P8e.Devchain.Surfaces.Rest;

/// <summary>A verb and a path with names in braces that a query can be asked by; <c>{name=**}</c> takes the rest of the path.</summary>
internal sealed class RestRoute
{
    private const string Rest = "=**}";
    private readonly string[] _parts;

    internal RestRoute(string verb, string template, QueryMethod method)
    {
        Verb = verb;
        Method = method;
        _parts = template.Split('/');
    }

    internal string Verb { get; }

    internal QueryMethod Method { get; }

    /// <summary>How many parts are fixed: where two routes fit, the one with more is meant.</summary>
    internal int Fixed => _parts.Count(part => !IsName(part));

    /// <summary>The values of the names, or null when the path is not of this route.</summary>
    internal IReadOnlyList<(string Name, string Value)>? Match(string[] path)
    {
        if (path.Length < _parts.Length || (path.Length > _parts.Length && !_parts[^1].EndsWith(Rest, StringComparison.Ordinal)))
        {
            return null;
        }

        List<(string, string)> values = [];
        for (var i = 0; i < _parts.Length; i++)
        {
            var part = _parts[i];
            if (part.EndsWith(Rest, StringComparison.Ordinal))
            {
                values.Add((part[1..^Rest.Length], string.Join('/', path[i..])));
            }
            else if (IsName(part))
            {
                values.Add((part[1..^1], path[i]));
            }
            else if (part != path[i])
            {
                return null;
            }
        }

        return values;
    }

    private static bool IsName(string part) => part.StartsWith('{');
}
