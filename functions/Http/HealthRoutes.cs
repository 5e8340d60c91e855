using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Functions.Hosting;
using P8e.Functions.Telemetry;

namespace P8e.Functions.Http;

/// <summary>
/// That the program lives (<c>/</c>, which the host asks for all the time), what it is configured to be and how it stands (<c>/health</c>, always 200), and whether it should be given work
/// (<c>/ready</c>, 200 or 503). Open to everybody, so nothing secret. None waits for the set-up or calls anybody.
/// </summary>
internal sealed class HealthRoutes(ProgramDescription description, Func<Readiness> readiness)
{
    internal const string HealthPath = "/health";
    internal const string ReadyPath = "/ready";

    internal static bool IsOpen(PathString path) => path.Value is "/" or HealthPath or ReadyPath;

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", [HttpMethods.Get], static _ => Task.CompletedTask);
        FunctionRoute.Map(routes, HttpMethods.Get, HealthPath, new FunctionRoute("Health", UsesTaskHub: false, AccessRoles.None), context => AnswerAsync(context, readiness(), isDescribed: true));
        FunctionRoute.Map(routes, HttpMethods.Get, ReadyPath, new FunctionRoute("Ready", UsesTaskHub: false, AccessRoles.None), context =>
        {
            var found = readiness();
            context.Response.StatusCode = found.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return AnswerAsync(context, found, isDescribed: false);
        });
    }

    private Task AnswerAsync(HttpContext context, Readiness found, bool isDescribed) => JsonAnswer.WriteAsync(context.Response, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", found.Status);
        if (isDescribed)
        {
            description.Write(writer);
        }

        writer.WriteStartArray("reasons");
        foreach (var reason in found.Reasons)
        {
            writer.WriteStartObject();
            writer.WriteString("code", reason.Code);
            writer.WriteString("text", reason.Text);
            writer.WriteBoolean("blocking", reason.IsBlocking);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
