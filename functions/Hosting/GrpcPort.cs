using Microsoft.AspNetCore.Http;
using P8e.Functions.Http;

namespace P8e.Functions.Hosting;

/// <summary>The gRPC port speaks HTTP/2 alone and the other HTTP/1.1 alone, so that the protocol says which port a request came by.</summary>
internal static class GrpcPort
{
    /// <summary>The HTTP API is not served on the gRPC port, which partners may reach.</summary>
    internal static Task KeepApartAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpProtocol.IsHttp2(context.Request.Protocol) && context.GetEndpoint()?.Metadata.GetMetadata<FunctionRoute>() is not null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    }
}
