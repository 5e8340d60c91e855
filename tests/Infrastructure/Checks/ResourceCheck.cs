using System.Text.RegularExpressions;
using P8e.Infrastructure.Tests.Bicep;

namespace P8e.Infrastructure.Tests.Checks;

/// <summary>Types and API versions are well formed and one for each type; children lie in parents of their type; roles are known ones and no more than needed.</summary>
internal static partial class ResourceCheck
{
    /// <summary>The roles that the app may have, by the name of the variable: each reads, writes or uses, none manages.</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["blobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["tableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["queueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["cryptoUser"] = "12338af0-0e69-4776-bea7-57ae8d297424",
        ["secretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["metricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["durableTaskDataContributor"] = "0ad04412-c4d5-4796-b79c-f76d14c8d402",
    };

    internal static IEnumerable<string> Faults(BicepTree tree)
    {
        var resources = tree.All(DeclarationKind.Resource).ToArray();
        return resources.SelectMany(pair => Types(pair.File, pair.Declaration))
            .Concat(resources.SelectMany(pair => Parents(pair.File, pair.Declaration)))
            .Concat(resources.Where(pair => pair.Declaration.Type.StartsWith("Microsoft.Authorization/roleAssignments@", StringComparison.Ordinal)).SelectMany(pair => Assignments(pair.File, pair.Declaration)))
            .Concat(Versions(resources.Select(pair => pair.Declaration)));
    }

    private static IEnumerable<string> Types(BicepFile file, Declaration resource)
    {
        if (!TypeAndVersion().IsMatch(resource.Type))
        {
            yield return $"{file.Path}({resource.Line}): {resource.Type} is not a type with a version";
        }

        if (resource.Body?.Find("name") is null)
        {
            yield return $"{file.Path}({resource.Line}): {resource.Name} has no name";
        }
    }

    private static IEnumerable<string> Versions(IEnumerable<Declaration> resources) => resources
        .Select(resource => resource.Type.Split('@'))
        .GroupBy(parts => parts[0], parts => parts[^1])
        .Where(versions => versions.Distinct().Skip(1).Any())
        .Select(versions => $"{versions.Key} has several versions: {string.Join(", ", versions.Distinct())}");

    private static IEnumerable<string> Parents(BicepFile file, Declaration resource)
    {
        var type = resource.Type.Split('@')[0];
        var isChild = type.Count(c => c == '/') > 1;
        var parent = resource.Body?.Find("parent") is { Kind: NodeKind.Name } name ? file.Find(DeclarationKind.Resource, name.Text) : null;
        if (isChild && parent?.Type.Split('@')[0] != type[..type.LastIndexOf('/')])
        {
            yield return $"{file.Path}({resource.Line}): the parent of {resource.Name} is no {type[..type.LastIndexOf('/')]}";
        }

        if (resource.Body?.Find("scope") is { } scope && (scope.Kind != NodeKind.Name || file.Find(DeclarationKind.Resource, scope.Text) is null))
        {
            yield return $"{file.Path}({resource.Line}): the scope of {resource.Name} is no resource of the file";
        }
    }

    private static IEnumerable<string> Assignments(BicepFile file, Declaration assignment)
    {
        var role = assignment.Body?.Find("properties.roleDefinitionId") is
            { Kind: NodeKind.Call, Text: "subscriptionResourceId", Children: [{ Text: "Microsoft.Authorization/roleDefinitions" }, { Kind: NodeKind.Name } variable] } ? variable.Text : null;
        if (role is null || file.Find(DeclarationKind.Var, role)?.Value is not { Kind: NodeKind.Text } id || Roles.GetValueOrDefault(role) != id.Text)
        {
            yield return $"{file.Path}({assignment.Line}): {assignment.Name} gives a role that is not on the list of tests/Infrastructure";
        }

        if (assignment.Body?.Find("scope") is null)
        {
            yield return $"{file.Path}({assignment.Line}): {assignment.Name} gives its role on the whole resource group";
        }

        var name = assignment.Body?.Find("name");
        if (name is not { Kind: NodeKind.Call, Text: "guid" } || !name.All.Any(node => node.Text == role) || !name.All.Any(node => node.Text == "principalId"))
        {
            yield return $"{file.Path}({assignment.Line}): the name of {assignment.Name} is not made of scope, principal and role";
        }
    }

    [GeneratedRegex(@"^Microsoft\.[A-Z][A-Za-z]+(/[A-Za-z]+)+@20\d\d-[01]\d-[0-3]\d(-preview)?$", RegexOptions.CultureInvariant)]
    private static partial Regex TypeAndVersion();
}
