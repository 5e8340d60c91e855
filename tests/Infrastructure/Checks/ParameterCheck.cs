using System.Globalization;
using P8e.Infrastructure.Tests.Bicep;

namespace P8e.Infrastructure.Tests.Checks;

/// <summary>Modules and files of parameters give what is asked for: every parameter without a default, no other, of its type, within what its decorators allow.</summary>
internal static class ParameterCheck
{
    internal static IEnumerable<string> Faults(BicepTree tree)
    {
        foreach (var (file, module) in tree.All(DeclarationKind.Module))
        {
            var given = module.Body?.Find("params")?.Children.ToDictionary(property => property.Text, property => property.Children[^1]) ?? [];
            foreach (var fault in Compare($"{file.Path}({module.Line})", tree.Resolve(file, module.Type), module.Type, given, file))
            {
                yield return fault;
            }
        }

        foreach (var file in tree.Files.Values.Where(file => file.IsParameters))
        {
            var target = file.Of(DeclarationKind.Using).FirstOrDefault()?.Type ?? "";
            var given = file.Of(DeclarationKind.Param).ToDictionary(parameter => parameter.Name, parameter => parameter.Value!);
            foreach (var fault in Compare(file.Path, tree.Resolve(file, target), target, given, file))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Compare(string where, BicepFile? target, string path, Dictionary<string, Node> given, BicepFile giver)
    {
        if (target is null)
        {
            return [$"{where}: there is no {path}"];
        }

        var declared = target.Of(DeclarationKind.Param).ToDictionary(parameter => parameter.Name);
        return declared.Values.Where(parameter => parameter.Value is null && !given.ContainsKey(parameter.Name)).Select(parameter => $"{where}: {parameter.Name} of {path} is missing")
            .Concat(given.Keys.Where(name => !declared.ContainsKey(name)).Select(name => $"{where}: {path} has no parameter {name}"))
            .Concat(given.Where(pair => declared.ContainsKey(pair.Key)).SelectMany(pair => Judge(where, declared[pair.Key], pair.Value, giver)));
    }

    private static IEnumerable<string> Judge(string where, Declaration parameter, Node value, BicepFile giver)
    {
        if (TypeOf(value, giver) is { } type && type != parameter.Type)
        {
            yield return $"{where}: {parameter.Name} is of type {type} instead of {parameter.Type}";
        }

        if (value.Kind is not (NodeKind.Text or NodeKind.Literal))
        {
            yield break;
        }

        if (parameter.Decorator("allowed") is { } allowed && allowed.Children[0].Children.All(choice => choice.Text != value.Text))
        {
            yield return $"{where}: {parameter.Name} may not be {value.Text}";
        }

        var size = parameter.Type == "int" ? int.Parse(value.Text, CultureInfo.InvariantCulture) : value.Text.Length;
        if (size < Bound("min", int.MinValue) || size > Bound("max", int.MaxValue))
        {
            yield return $"{where}: {parameter.Name} is outside its bounds";
        }

        int Bound(string side, int otherwise) =>
            (parameter.Decorator(side + "Value") ?? parameter.Decorator(side + "Length")) is { } bound ? int.Parse(bound.Children[0].Text, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>What can be seen of a type; null where the files alone do not tell.</summary>
    private static string? TypeOf(Node node, BicepFile file) => node.Kind switch
    {
        NodeKind.Text or NodeKind.Interpolation => "string",
        NodeKind.Literal => node.Text switch { "true" or "false" => "bool", "null" => null, _ => "int" },
        NodeKind.Array or NodeKind.For => "array",
        NodeKind.Object => "object",
        NodeKind.Call => node.Text switch { "empty" => "bool", "union" => "object", "take" or "uniqueString" or "string" or "readEnvironmentVariable" => "string", _ => null },
        NodeKind.Name when file.Find(DeclarationKind.Param, node.Text) is { Type.Length: > 0 } parameter => parameter.Type,
        NodeKind.Name when file.Find(DeclarationKind.Var, node.Text) is { Value: { } value } => TypeOf(value, file),
        _ => null,
    };
}
