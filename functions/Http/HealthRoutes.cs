using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Functions.Hosting;

namespace P8e.Functions.Http;

/// <summary>That the program lives (<c>/</c>, which the host asks for all the time), and what it is configured to be (<c>/health</c>; no secret). Neither waits for the set-up.</summary>
internal sealed class HealthRoutes(ProgramDescription description, SetUp setUp)
{
    internal const string HealthPath = "/health";

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", [HttpMethods.Get], static _ => Task.CompletedTask);
        FunctionRoute.Map(routes, HttpMethods.Get, HealthPath, new FunctionRoute("Health", UsesTaskHub: false, AccessRoles.None), AnswerAsync);
    }

    private Task AnswerAsync(HttpContext context)
    {
        return JsonAnswer.WriteAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", setUp.IsDone ? "ok" : "starting");
            description.Write(writer);
            writer.WriteEndObject();
        });
    }
}
