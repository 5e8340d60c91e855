using P8e.Infrastructure.Tests.Bicep;

namespace P8e.Infrastructure.Tests.Checks;

/// <summary>Every name is declared once and used, every function known, every output of a module there.</summary>
internal static class SymbolCheck
{
    /// <summary>The functions of the language that the files use; a typing error is none of them.</summary>
    private static readonly HashSet<string> Functions =
    [
        "empty", "guid", "items", "json", "readEnvironmentVariable", "resourceGroup", "string", "subscription", "subscriptionResourceId", "take", "union", "uniqueString", "utcNow",
        "description", "allowed", "minLength", "maxLength", "minValue", "maxValue",
    ];

    internal static IEnumerable<string> Faults(BicepTree tree) => tree.Files.Values.SelectMany(file => Duplicates(file).Concat(Unknown(file)).Concat(Unused(file)).Concat(Outputs(tree, file)));

    private static IEnumerable<string> Duplicates(BicepFile file) => file.Declarations
        .Where(declaration => declaration.Name.Length > 0 && declaration.Kind != DeclarationKind.Output)
        .GroupBy(declaration => declaration.Name)
        .Where(group => group.Skip(1).Any())
        .Select(group => $"{file.Path}: {group.Key} is declared twice");

    private static IEnumerable<string> Unknown(BicepFile file)
    {
        // Variables of loops count in the whole file: the files have few, and none has the name of something else.
        var known = Symbols(file).Concat(file.Nodes.Where(node => node.Kind == NodeKind.For).Select(node => node.Text)).ToHashSet();
        return file.Nodes.Where(node => node.Kind == NodeKind.Name && !known.Contains(node.Text)).Select(node => $"{file.Path}({node.Line}): {node.Text} is not declared")
            .Concat(file.Nodes.Where(node => node.Kind == NodeKind.Call && !Functions.Contains(node.Text)).Select(node => $"{file.Path}({node.Line}): the function {node.Text} is not known"));
    }

    private static IEnumerable<string> Unused(BicepFile file)
    {
        var used = file.Nodes.Where(node => node.Kind == NodeKind.Name).Select(node => node.Text).ToHashSet();
        return file.Declarations
            .Where(declaration => !file.IsParameters && declaration.Kind is DeclarationKind.Param or DeclarationKind.Var && !used.Contains(declaration.Name))
            .Select(declaration => $"{file.Path}({declaration.Line}): {declaration.Name} is not used");
    }

    private static IEnumerable<string> Outputs(BicepTree tree, BicepFile file)
    {
        foreach (var member in file.Nodes.Where(node => node is { Kind: NodeKind.Member, Children: [{ Kind: NodeKind.Member, Text: "outputs" }] }))
        {
            var of = member.Children[0].Children[0];
            var isAsserted = of.Kind == NodeKind.Assertion;
            var module = file.Find(DeclarationKind.Module, (isAsserted ? of.Children[0] : of).Text);
            if (module is null || tree.Resolve(file, module.Type)?.Find(DeclarationKind.Output, member.Text) is null)
            {
                yield return $"{file.Path}({member.Line}): {member.Text} is no output of a module";
            }
            else if (isAsserted != module.Condition is not null)
            {
                yield return $"{file.Path}({member.Line}): {module.Name}.outputs needs a '!' exactly when the module has a condition";
            }
        }
    }

    private static IEnumerable<string> Symbols(BicepFile file) => file.Declarations.Where(declaration => declaration.Kind != DeclarationKind.Output).Select(declaration => declaration.Name);
}
