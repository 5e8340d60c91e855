using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Chain.Scopes;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.Functions.Objects;
using P8e.Index;
using P8e.ObjectStore.Sharing;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Scopes;

/// <summary>
/// <c>POST /api/v1/scopes/{scope}/readers</c>: adds or removes readers of everything that the affiliate stores of a scope, the contents of its records' inputs and outputs, by wrapping keys anew. What is
/// refused is reported and does not stop the rest; the call may be repeated.
/// </summary>
internal static class ScopeSharingRoutes
{
    private const int BodyBytesMax = 256 * 1024;
    private const int DepthMax = 4;

    internal static void Map(IEndpointRouteBuilder routes) =>
        FunctionRoute.Map(routes, HttpMethods.Post, "/api/v1/scopes/{scope}/readers", new FunctionRoute("ShareScope", UsesTaskHub: false, AccessRoles.Approve), ShareAsync);

    private static async Task ShareAsync(HttpContext context)
    {
        var scope = ScopeIndex.ParseScope((string)context.Request.RouteValues["scope"]!);
        var body = await RequestBody.ReadAsync(context, BodyBytesMax, "Sharing a scope", "Name fewer readers at a time.");
        var request = JsonBody.Read(body, DepthMax, ShareRequest.Read, ShareRequest.Malformed);
        var found = await context.Affiliate().Scopes.FindScopeAsync(scope, context.RequestAborted) ?? throw new P8eStateException(
            StateErrorKind.NotFound, ErrorCodes.ScopeNotFound, $"Sharing a scope: the index has no {scope}.");
        ObjectKey[] keys = [.. found.Records.SelectMany(record => HashesOf(record.Content)).Distinct().Select(hash => ObjectHash.Parse(hash).ToKey())];
        var reports = await context.Affiliate().Sharing.ShareAllAsync(keys, request.Change, context.Actor(), context.RequestAborted).ToListAsync(context.RequestAborted);
        await JsonAnswer.WriteItemsAsync(context.Response, reports, Write);
    }

    private static IEnumerable<string> HashesOf(RecordState record) =>
        record.Inputs.Select(input => input.Hash).Concat(record.Outputs.Select(output => (string?)output.Hash)).Where(hash => !string.IsNullOrEmpty(hash)).Select(hash => hash!);

    private static void Write(Utf8JsonWriter writer, ShareReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("hash", report.Key.ToString());
        if (report.Shared is { } shared)
        {
            writer.WriteString("id", shared.ObjectId);
            writer.WriteNumber("readers", shared.Readers.Count);
            writer.WriteBoolean("changed", shared.IsChange);
        }
        else
        {
            writer.WriteString("code", report.ErrorCode);
            writer.WriteString("detail", report.Message);
        }

        writer.WriteEndObject();
    }
}
