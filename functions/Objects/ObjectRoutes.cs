using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using P8e.Access;
using P8e.Cryptography.Keys;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Sealing;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Objects;

/// <summary>
/// Contents in and out: <c>POST /api/v1/objects</c> seals the body while it arrives, <c>GET /api/v1/objects/{hash}</c> gives it back opened and checked, whole or a range of it, and
/// <c>…/view</c> a record as JSON. A hash is written in base64url, or in hexadecimal.
/// </summary>
internal static class ObjectRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        FunctionRoute.Map(routes, HttpMethods.Post, "/api/v1/objects", new FunctionRoute("PutObject", UsesTaskHub: false, AccessRoles.Submit), PutAsync);
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/objects/{hash}", new FunctionRoute("GetObject", UsesTaskHub: false, AccessRoles.Read), GetAsync);
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/objects/{hash}/view", new FunctionRoute("ViewObject", UsesTaskHub: false, AccessRoles.Read), ViewAsync);
    }

    private static async Task PutAsync(HttpContext context)
    {
        // The store has its own limit, and memory does not grow with the body.
        RequestBody.LiftLimit(context);
        var parts = context.Affiliate();
        var query = context.Request.Query;
        var type = query["mail"].ToString();
        var request = new SealRequest
        {
            Owner = parts.Encryption.PublicKey,
            Signer = parts.Signer,
            Readers = [.. query["reader"].Select(text => ReaderText.Read(text, Malformed))],
            ContentLength = context.Request.ContentLength,
            Hash = ReadHashKind(query["hash"].ToString()),
            Metadata = type.Length == 0 ? [] : [new(MailTypes.MetadataKey, MailTypes.Find(type) is { } known ? MailTypes.NameOf(known)
                : throw Malformed("'mail' is none of FRAGMENT_REQUEST, FRAGMENT_RESPONSE, ERROR_RESPONSE"))],
        };
        var stored = await parts.Sealed.PutAsync(context.Request.Body, request, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/api/v1/objects/{ObjectJson.PathOf(stored.Hash)}";
        await JsonAnswer.WriteAsync(context.Response, writer => ObjectJson.Write(writer, stored.Stored));
    }

    private static async Task GetAsync(HttpContext context)
    {
        var hash = ReadHash(context);
        var response = context.Response;
        var parts = context.Affiliate();
        using var opened = await parts.Sealed.OpenAsync(hash, parts.Encryption, context.RequestAborted);
        var tag = new EntityTagHeaderValue($"\"{ObjectJson.PathOf(hash)}\"");
        response.GetTypedHeaders().ETag = tag;
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = "application/octet-stream";
        response.Headers["x-p8e-signer"] = KeyText.Write(opened.Signer);
        response.Headers.XContentTypeOptions = "nosniff";
        var asked = context.Request.GetTypedHeaders();
        if (asked.IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var range = ContentRange.Of(asked.Range, opened.Length);
        if (range.IsUnsatisfiable)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{opened.Length}");
            return;
        }

        if (range.IsPartial)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.From}-{range.From + range.Length - 1}/{opened.Length}");
        }

        response.ContentLength = range.Length;
        await opened.CopyToAsync(new RangeStream(response.Body, range.From, range.Length), context.RequestAborted);
    }

    private static async Task ViewAsync(HttpContext context)
    {
        var hash = ReadHash(context);
        var name = context.Request.Query["type"].ToString();
        var package = context.Request.Query["contract"].ToString();
        if (name.Length == 0 || package.Length == 0)
        {
            throw Malformed("a view needs 'type', the Java name of the record's class, and 'contract', the name or address of a contract whose package has it");
        }

        var parts = context.Affiliate();
        var entry = await parts.Library.ResolveAsync(package, context.RequestAborted);
        var json = await parts.Records.ReadAsync(entry, name, hash, context.RequestAborted);
        await JsonAnswer.WriteAsync(context.Response, writer => writer.WriteRawValue(json, skipInputValidation: true));
    }

    private static ObjectHash ReadHash(HttpContext context) => ObjectJson.ReadHash((string)context.Request.RouteValues["hash"]!);

    private static ContentHashKind ReadHashKind(string text) => text switch
    {
        "" or "sha256" => ContentHashKind.Sha256,
        "sha256-16" => ContentHashKind.Sha256Short,
        "sha512" => ContentHashKind.Sha512,
        _ => throw Malformed("'hash' is none of sha256, sha256-16, sha512"),
    };

    private static P8eInputException Malformed(string fault) => new(ErrorCodes.RequestMalformed, $"Taking a request for an object: {fault}.");
}
