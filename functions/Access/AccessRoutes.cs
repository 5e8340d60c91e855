using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Access.Keys;
using P8e.Access.Ports;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Access;

/// <summary>API keys, and who called for what. What a caller sees and changes of the keys is what it operates (<see cref="ApiKeys"/>).</summary>
internal sealed class AccessRoutes(AccessParts access)
{
    private const int BodyBytesMax = 64 * 1024;
    private const int DepthMax = 3;

    internal void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpMethods.Get, "/api/v1/access/keys", new("ListApiKeys", UsesTaskHub: false, AccessRoles.Operate), ListAsync);
        Map(routes, HttpMethods.Post, "/api/v1/access/keys", new("CreateApiKey", UsesTaskHub: false, AccessRoles.Operate), CreateAsync);
        Map(routes, HttpMethods.Delete, "/api/v1/access/keys/{id}", new("RevokeApiKey", UsesTaskHub: false, AccessRoles.Operate), RevokeAsync);
        Map(routes, HttpMethods.Get, "/api/v1/audit/calls", new("ListCalls", UsesTaskHub: false, AccessRoles.Operate), context => ListCallsAsync(context, context.Affiliate().Name));
        Map(
            routes, HttpMethods.Get, "/api/v1/access/calls", new("ListDeploymentCalls", UsesTaskHub: false, AccessRoles.Operate) { IsOfDeployment = true }, context => ListCallsAsync(context, null));
    }

    private static void Map(IEndpointRouteBuilder routes, string method, string pattern, FunctionRoute function, RequestDelegate run) => FunctionRoute.Map(routes, method, pattern, function, run);

    /// <summary>Read on until the page is full: a cursor that stood at another's key would tell its id.</summary>
    private async Task ListAsync(HttpContext context)
    {
        var page = PageQuery.Read(context.Request, "Listing API keys", IApiKeys.PageItemsMaximum);
        List<ApiKey> found = [];
        var cursor = page.Cursor;
        do
        {
            var next = await access.Keys.ListAsync(context.Caller(), cursor, IApiKeys.PageItemsMaximum, context.RequestAborted);
            found.AddRange(next.Items);
            cursor = next.Cursor;
        }
        while (cursor is not null && found.Count <= page.Most);
        var shown = found.Take(page.Most).ToList();
        await JsonAnswer.WriteItemsAsync(context.Response, shown, AccessJson.Write, found.Count > page.Most ? shown[^1].Id : null);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, BodyBytesMax, "Making an API key", "Name fewer affiliates.");
        var request = JsonBody.Read(body, DepthMax, AccessJson.ReadRequest, AccessJson.Malformed);
        var made = await access.Keys.CreateAsync(context.Caller(), request, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(context.Response, writer => AccessJson.Write(writer, made));
    }

    private async Task RevokeAsync(HttpContext context)
    {
        var revoked = await access.Keys.RevokeAsync(context.Caller(), (string)context.Request.RouteValues["id"]!, context.RequestAborted);
        await JsonAnswer.WriteAsync(context.Response, writer => AccessJson.Write(writer, revoked));
    }

    private async Task ListCallsAsync(HttpContext context, AffiliateName? affiliate)
    {
        if (!DateOnly.TryParseExact(context.Request.Query["day"].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new P8eInputException(ErrorCodes.RequestMalformed, "Listing calls: 'day' is not a day like 2026-11-21, in UTC.");
        }

        var page = PageQuery.Read(context.Request, "Listing calls", IAccessAudit.PageItemsMaximum);
        var found = await access.Audit.ListAsync(affiliate, day, page.Cursor, page.Most, context.RequestAborted);
        await JsonAnswer.WriteItemsAsync(context.Response, found.Items, AccessJson.Write, found.Cursor);
    }
}
