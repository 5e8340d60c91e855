using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.Index;
using P8e.Index.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Scopes;

/// <summary>Reading back: scopes that concern the affiliate, their records decrypted from its own store, the history of a record. A scope is named by its address or its UUID.</summary>
internal static class ScopeRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "/api/v1/scopes", "ListScopes", ListAsync);
        Map(routes, "/api/v1/scopes/{scope}", "GetScope", FindAsync);
        Map(routes, "/api/v1/scopes/{scope}/records/{name}", "GetRecord", RecordAsync);
        Map(routes, "/api/v1/scopes/{scope}/records/{name}/history", "GetRecordHistory", HistoryAsync);
    }

    private static void Map(IEndpointRouteBuilder routes, string pattern, string function, RequestDelegate run) =>
        FunctionRoute.Map(routes, HttpMethods.Get, pattern, new FunctionRoute(function, UsesTaskHub: false, AccessRoles.Read), run);

    private static async Task ListAsync(HttpContext context)
    {
        var page = PageQuery.Read(context.Request, "Listing scopes", IIndexStore.PageItemsMaximum);
        var found = await context.Affiliate().Scopes.ListScopesAsync(page.Cursor, page.Most, context.RequestAborted);
        await JsonAnswer.WriteAsync(context.Response, writer => ScopeJson.WriteList(writer, found));
    }

    private static async Task FindAsync(HttpContext context)
    {
        var scope = ScopeOf(context);
        var found = await context.Affiliate().Scopes.FindScopeAsync(scope, context.RequestAborted) ?? throw MissingScope(scope);
        await JsonAnswer.WriteAsync(context.Response, writer => ScopeJson.Write(writer, found));
    }

    private static async Task RecordAsync(HttpContext context)
    {
        var (scope, name) = (ScopeOf(context), (string)context.Request.RouteValues["name"]!);
        var record = await context.Affiliate().Scopes.FindRecordAsync(scope, name, context.RequestAborted) ?? throw MissingRecord(scope);
        byte[]? content = null;
        P8eException? trouble = null;
        try
        {
            content = await context.Affiliate().Records.ReadAsync(record, context.RequestAborted);
        }
        catch (P8eException error) when (error is not P8eTransientException)
        {
            // What the chain says of the record is known all the same.
            trouble = error;
        }

        await JsonAnswer.WriteAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            ScopeJson.WriteMembers(writer, record);
            writer.WriteString("class", record.Content.Process.Name);
            WriteContent(writer, content, trouble);
            writer.WriteEndObject();
        });
    }

    private static async Task HistoryAsync(HttpContext context)
    {
        var (scope, name) = (ScopeOf(context), (string)context.Request.RouteValues["name"]!);
        var page = PageQuery.Read(context.Request, "Listing a record's history", IIndexStore.PageItemsMaximum);
        var found = await context.Affiliate().Scopes.ListHistoryAsync(scope, name, page.Cursor, page.Most, context.RequestAborted);
        if (page.Cursor is null && found is { Items.Count: 0, Cursor: null })
        {
            throw MissingRecord(scope);
        }

        await JsonAnswer.WriteAsync(context.Response, writer => ScopeJson.WriteHistory(writer, found));
    }

    private static void WriteContent(Utf8JsonWriter writer, byte[]? content, P8eException? trouble)
    {
        if (content is not null)
        {
            writer.WritePropertyName("content");
            writer.WriteRawValue(content, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject("contentUnavailable");
        writer.WriteString("code", trouble!.Code);
        writer.WriteString("detail", trouble.Message);
        writer.WriteEndObject();
    }

    private static MetadataAddress ScopeOf(HttpContext context) => ScopeIndex.ParseScope((string)context.Request.RouteValues["scope"]!);

    private static P8eStateException MissingScope(MetadataAddress scope) => new(
        StateErrorKind.NotFound, ErrorCodes.ScopeNotFound, $"Looking for a scope: the index has no {scope}. It holds scopes in which the affiliate's account has a part; look whether its transaction is in a block.");

    private static P8eStateException MissingRecord(MetadataAddress scope) => new(
        StateErrorKind.NotFound, ErrorCodes.RecordNotFound, $"Looking for a record: the index has none of this name in {scope}. GET /api/v1/scopes/{scope} lists its records.");
}
