using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Durable;
using P8e.Functions.Affiliates;

namespace P8e.Functions.Http;

/// <summary>How a workflow stands, for those who know its id.</summary>
internal sealed class WorkflowRoutes(IOrchestrationClient orchestrations)
{
    internal void Map(IEndpointRouteBuilder routes) =>
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/workflows/{id}", new FunctionRoute("GetWorkflow", UsesTaskHub: true, FunctionRoute.AnyRole), FindAsync);

    private async Task FindAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var view = (context.OwnsWorkflow(id) ? await orchestrations.FindAsync(id, context.RequestAborted) : null)
            ?? throw new DurableException(DurableErrorCodes.InstanceNotFound, "There is no workflow with this id.");
        await JsonAnswer.WriteAsync(context.Response, writer => Write(writer, view));
    }

    private static void Write(Utf8JsonWriter writer, InstanceView view)
    {
        writer.WriteStartObject();
        writer.WriteString("id", view.InstanceId);
        writer.WriteString("name", view.Name);
        writer.WriteString("status", view.Status.ToString());
        writer.WriteString("created", view.Created);
        writer.WriteString("updated", view.Updated);
        WriteJson(writer, "output", view.Output);
        WriteJson(writer, "customStatus", view.CustomStatus);
        if (view.Failure is { } failure)
        {
            writer.WriteStartObject("failure");
            writer.WriteString("code", failure.ErrorType);
            writer.WriteString("message", failure.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter writer, string name, string? json)
    {
        if (json is not null)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(json);
        }
    }
}
