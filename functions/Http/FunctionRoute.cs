using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;

namespace P8e.Functions.Http;

/// <summary>Says of a route which function of the Functions host it is; a test compares it with the function's function.json.</summary>
/// <param name="Name">Of the function.</param>
/// <param name="UsesTaskHub">True when it needs the durable client: the host then wraps its calls, which limits them to text in one piece (functions-host 1.2, 2.4).</param>
/// <param name="Roles">Any one of these lets a caller in; none is open to everybody.</param>
internal sealed record FunctionRoute(string Name, bool UsesTaskHub, AccessRoles Roles)
{
    /// <summary>True of what concerns no affiliate but the deployment: rights for some affiliates do not reach that far.</summary>
    internal bool IsOfDeployment { get; init; }

    /// <summary>True of what holds nobody's data: whoever may do anything anywhere gets it, for no affiliate, and the audit has no line of it.</summary>
    internal bool HoldsNoData { get; init; }

    /// <summary>Whoever may do anything at all for the affiliate.</summary>
    internal const AccessRoles AnyRole = AccessRoles.Submit | AccessRoles.Approve | AccessRoles.Read | AccessRoles.Operate | AccessRoles.Sign;

    /// <summary>All of a program.</summary>
    internal static IEnumerable<(FunctionRoute Route, RouteEndpoint Endpoint)> Of(IEndpointRouteBuilder routes) =>
        from endpoint in routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let route = endpoint.Metadata.GetMetadata<FunctionRoute>()
        where route is not null
        select (route, endpoint);

    /// <summary>Maps a route that is a function.</summary>
    internal static void Map(IEndpointRouteBuilder routes, string method, string pattern, FunctionRoute function, RequestDelegate run) =>
        routes.MapMethods(pattern, [method], run).WithMetadata(function);
}
