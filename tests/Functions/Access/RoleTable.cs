using P8e.Access;
using P8e.Functions.Http;
using P8e.Functions.Tests.Support;

namespace P8e.Functions.Tests.Access;

/// <summary>The table of routes and roles in docs/security.md, section Roles: what is documented is what is expected.</summary>
/// <param name="Call">Method and path.</param>
/// <param name="Function">Its name.</param>
/// <param name="Roles">Any of them lets a caller in.</param>
/// <param name="Where">Where it has to have one.</param>
internal sealed record RoleTable(string Call, string Function, AccessRoles Roles, RoleTable.Place Where)
{
    /// <summary>Where a caller has to have one of the roles.</summary>
    internal enum Place
    {
        Open,
        Anywhere,
        Affiliate,
        Everywhere,
    }

    internal static IReadOnlyList<RoleTable> Read()
    {
        var section = File.ReadLines(Tree.PathOf("docs/security.md")).SkipWhile(line => line != "## Roles").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        return
        [
            .. from line in section
               let cells = line.Split('|', StringSplitOptions.TrimEntries)
               where cells.Length == 6 && cells[1].StartsWith('`')
               select new RoleTable(cells[1].Trim('`'), cells[2].Trim('`'), Parse(cells[3]), Enum.Parse<Place>(cells[4].Split(' ')[^1], ignoreCase: true)),
        ];
    }

    /// <summary>A route of the program as it would be documented.</summary>
    internal static RoleTable Of(FunctionRoute route, Microsoft.AspNetCore.Routing.RouteEndpoint endpoint) => new(
        $"{endpoint.Metadata.OfType<Microsoft.AspNetCore.Routing.HttpMethodMetadata>().Single().HttpMethods.Single()} {endpoint.RoutePattern.RawText}",
        route.Name,
        route.Roles,
        route switch
        {
            { Roles: AccessRoles.None } => Place.Open,
            { HoldsNoData: true } => Place.Anywhere,
            { IsOfDeployment: true } => Place.Everywhere,
            _ => Place.Affiliate,
        });

    private static AccessRoles Parse(string cell) => cell switch
    {
        "–" => AccessRoles.None,
        "any" => AccessRoles.All,
        _ => cell.Split(", ").Select(word => AccessRoleTexts.Find(word) is not AccessRoles.None and var role ? role : throw new FormatException(cell)).Aggregate((all, role) => all | role),
    };
}
