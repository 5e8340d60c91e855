using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;

namespace P8e.Functions.Objects;

/// <summary>What the store holds, for whom, and for how long: listing, readers, retention, hold, shredding, the audit of those acts, and what waits for other stores.</summary>
internal static class ObjectAdminRoutes
{
    private const int ItemsMax = 1000;
    private const int RowsMax = 10_000;
    private const int ReadersMax = 100;
    private const int BodyBytesMax = 256 * 1024;
    private const int DepthMax = 4;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpMethods.Get, "/api/v1/objects", "ListObjects", AccessRoles.Read, ListAsync);
        Map(routes, HttpMethods.Get, "/api/v1/objects/{hash}/readers", "GetObjectReaders", AccessRoles.Read, ReadersAsync);
        Map(routes, HttpMethods.Post, "/api/v1/objects/{hash}/readers", "ShareObject", AccessRoles.Approve, ShareAsync);
        Map(routes, HttpMethods.Post, "/api/v1/objects/{hash}/lifetime", "ChangeObjectLifetime", AccessRoles.Operate, ChangeLifetimeAsync);
        Map(routes, HttpMethods.Get, "/api/v1/audit", "ListAudit", AccessRoles.Operate, AuditAsync);
        Map(routes, HttpMethods.Get, "/api/v1/replication", "ListReplication", AccessRoles.Operate, ReplicationAsync);
    }

    private static void Map(IEndpointRouteBuilder routes, string method, string pattern, string function, AccessRoles roles, RequestDelegate run) =>
        FunctionRoute.Map(routes, method, pattern, new FunctionRoute(function, UsesTaskHub: false, roles), run);

    private static async Task ListAsync(HttpContext context)
    {
        var page = PageQuery.Read(context.Request, "Listing objects", ItemsMax);
        var after = page.Cursor is null ? null : ObjectJson.ReadCursor(page.Cursor);
        List<ListedObject> rows = [];
        var hasMore = false;
        await foreach (var row in context.Affiliate().Store.Index.ListAfterAsync(context.Affiliate().Name, after, context.RequestAborted))
        {
            // A page ends with a key, because the cursor is one; strangers decide how many objects a key has.
            if (rows.Count >= page.Most && (rows.Count >= RowsMax || !row.Key.Equals(rows[^1].Key)))
            {
                hasMore = true;
                break;
            }

            rows.Add(ListedObject.Of(row));
        }

        await JsonAnswer.WriteItemsAsync(context.Response, rows, ObjectJson.Write, hasMore ? ObjectJson.PathOf(rows[^1].Key) : null);
    }

    private static async Task ReadersAsync(HttpContext context)
    {
        var key = ObjectJson.ReadKey((string)context.Request.RouteValues["hash"]!);
        var rows = await context.Affiliate().Store.Index.ListOfKeyAsync(context.Affiliate().Name, key, context.RequestAborted).Take(ReadersMax).ToListAsync(context.RequestAborted);
        if (rows.Count == 0)
        {
            throw new P8eStateException(StateErrorKind.NotFound, ErrorCodes.ObjectNotFound, $"Listing an object's readers: nothing is stored under {key}.");
        }

        await JsonAnswer.WriteItemsAsync(context.Response, rows, ObjectJson.WriteWithReaders);
    }

    private static async Task ShareAsync(HttpContext context)
    {
        var key = ObjectJson.ReadKey((string)context.Request.RouteValues["hash"]!);
        var body = await RequestBody.ReadAsync(context, BodyBytesMax, "Sharing an object", "Name fewer readers at a time.");
        var request = JsonBody.Read(body, DepthMax, ShareRequest.Read, ShareRequest.Malformed);
        var shared = await context.Affiliate().Sharing.ShareAsync(key, request.ObjectId, request.Change, context.Actor(), context.RequestAborted);
        await JsonAnswer.WriteAsync(context.Response, writer => ObjectJson.Write(writer, shared));
    }

    private static async Task ChangeLifetimeAsync(HttpContext context)
    {
        var key = ObjectJson.ReadKey((string)context.Request.RouteValues["hash"]!);
        var body = await RequestBody.ReadAsync(context, BodyBytesMax, "Changing an object's lifetime", "A reason is short.");
        var request = JsonBody.Read(body, DepthMax, LifetimeRequest.Read, LifetimeRequest.Malformed);
        var isChange = await request.RunAsync(context.Affiliate().Store.Lifetime, key, context.Actor(), context.RequestAborted);
        // A shredded content may still be in this process's memory; forgetting one that stays costs a reading.
        context.Affiliate().Forget(key);
        await JsonAnswer.WriteAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("changed", isChange);
            writer.WriteEndObject();
        });
    }

    private static async Task AuditAsync(HttpContext context)
    {
        var text = context.Request.Query["day"].ToString();
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new P8eInputException(ErrorCodes.RequestMalformed, "Listing the audit: 'day' is not a day like 2026-11-21, in UTC.");
        }

        var most = PageQuery.Read(context.Request, "Listing the audit", ItemsMax).Most;
        var lines = await context.Affiliate().Store.Audit.ListAsync(context.Affiliate().Name, day, context.RequestAborted).Take(most).ToListAsync(context.RequestAborted);
        await JsonAnswer.WriteItemsAsync(context.Response, lines, ObjectJson.Write);
    }

    private static async Task ReplicationAsync(HttpContext context)
    {
        var parts = context.Affiliate().Store;
        var most = PageQuery.Read(context.Request, "Listing what waits for other stores", ItemsMax).Most;
        List<(PublicKeyRow Key, ReplicationRow Row)> waiting = [];
        await foreach (var key in parts.KeyTable.ListAsync(parts.Affiliate, context.RequestAborted).Where(key => key.Url.Length > 0 && parts.Queue is not null))
        {
            await foreach (var row in parts.Queue!.ListAsync(parts.Affiliate, key.Reader, DateTimeOffset.MaxValue, context.RequestAborted).Take(most - waiting.Count))
            {
                waiting.Add((key, row));
            }
        }

        await JsonAnswer.WriteItemsAsync(context.Response, waiting, (writer, item) => ObjectJson.Write(writer, item.Key, item.Row));
    }
}
