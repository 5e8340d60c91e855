using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using P8e.Functions.Http;

namespace P8e.Functions.ConsolePages;

/// <summary>
/// The console: one page and what it names, from the program itself. It knows no more than the API tells any caller; the headers keep it from loading, sending or being shown anywhere else.
/// </summary>
internal static class ConsoleRoutes
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        FunctionRoute.Map(routes, HttpMethods.Get, "/console", new FunctionRoute("ShowConsole", UsesTaskHub: false, FunctionRoute.AnyRole) { HoldsNoData = true }, context => AnswerAsync(context, ConsoleFile.Page));
        FunctionRoute.Map(
            routes, HttpMethods.Get, "/console/{file}", new FunctionRoute("GetConsoleFile", UsesTaskHub: false, FunctionRoute.AnyRole) { HoldsNoData = true }, context => AnswerAsync(context, (string)context.Request.RouteValues["file"]!));
    }

    private static async Task AnswerAsync(HttpContext context, string name)
    {
        if (ConsoleFile.All.GetValueOrDefault(name) is not { } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Asked for every time and sent when it is new: page and program are always of one version.
        headers.CacheControl = "no-cache";
        headers.ETag = file.Tag;
        if (context.Request.Headers[HeaderNames.IfNoneMatch].ToString().Contains(file.Tag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Bytes.Length;
        await context.Response.BodyWriter.WriteAsync(file.Bytes, context.RequestAborted);
    }
}
