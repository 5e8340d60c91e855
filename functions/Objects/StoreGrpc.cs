using Microsoft.AspNetCore.Routing;
using P8e.Grpc.Server;
using P8e.Grpc.Server.Standard;
using P8e.ObjectStore.Service;

namespace P8e.Functions.Objects;

/// <summary>The store's services on the gRPC port, with gRPC's own health service (object-store 2.1). Health alone is open to everybody.</summary>
internal sealed class StoreGrpc(Func<StoreParts> store, StoreSettings settings, string affiliate, TimeProvider clock)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        // The storage is opened by the first call, not by the start.
        var services = ObjectStoreServices.Create(() => store().Backend, settings.ToServiceOptions($"eos-{affiliate}"), settings.ToMailOptions());
        foreach (var service in services)
        {
            routes.MapGrpcService(service, clock, ObjectStoreServices.ServerOptions);
        }

        routes.MapGrpcService(HealthService.Create(token => store().IsServingAsync(token), clock), clock);
    }
}
