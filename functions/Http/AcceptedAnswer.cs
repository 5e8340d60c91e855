using Microsoft.AspNetCore.Http;

namespace P8e.Functions.Http;

/// <summary>202 for work that a workflow does, with where to look (design 10).</summary>
internal static class AcceptedAnswer
{
    /// <param name="context">Answered.</param>
    /// <param name="instanceId">The workflow.</param>
    /// <param name="collection">Path of what it is among, with its last slash.</param>
    internal static Task WriteAsync(HttpContext context, string instanceId, string collection = "/api/v1/workflows/")
    {
        var status = collection + instanceId;
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = status;
        return JsonAnswer.WriteAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", instanceId);
            writer.WriteString("status", status);
            writer.WriteEndObject();
        });
    }
}
