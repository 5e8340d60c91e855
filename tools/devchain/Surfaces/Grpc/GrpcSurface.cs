using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Devchain.Queries;
using P8e.Grpc.Server;

namespace P8e.Devchain.Surfaces.Grpc;

/// <summary>Answers queries over gRPC (provenance-chain 2.13, 4.8, 6.4).</summary>
internal sealed class GrpcSurface(ChainNode node, QueryTable table, TimeProvider clock)
{
    /// <summary>Largest message taken, in bytes (provenance-chain 5.7).</summary>
    internal const int MaximumMessageBytes = 10 << 20;

    private const int Unimplemented = 12;
    private const int LongestName = 200;

    internal void Map(IEndpointRouteBuilder routes)
    {
        foreach (var service in table.Methods.GroupBy(method => method.Service))
        {
            var grpc = new GrpcService(service.Key);
            foreach (var method in service)
            {
                method.AddTo(grpc, Answer);
            }

            routes.MapGrpcService(grpc, clock, new GrpcServerOptions { MaxMessageBytes = MaximumMessageBytes });
        }

        routes.MapFallback("{**path}", Refuse);
    }

    private IMessage Answer(QueryMethod method, IMessage request, GrpcServerCall call)
    {
        try
        {
            var context = QueryContext.At(node, QueryContext.ParseHeight(call.RequestHeaders.Find(QueryContext.HeightHeader)));
            call.ResponseHeaders.Add(QueryContext.HeightHeader, context.Height.ToString(CultureInfo.InvariantCulture));
            return method.Answer(request, context);
        }
        catch (QueryException fault)
        {
            throw call.Refusal(fault.Status, fault.Message);
        }
    }

    // A node of Go names what it does not know, unlike the server this room builds on.
    private void Refuse(HttpContext context)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        var slash = path.LastIndexOf('/');
        if (slash < 1 || path.Length > LongestName || path.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '/' or '_')))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var service = path[1..slash];
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = Unimplemented.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] =
            table.KnowsService(service) ? $"unknown method {path[(slash + 1)..]} for service {service}" : $"unknown service {service}";
    }
}
