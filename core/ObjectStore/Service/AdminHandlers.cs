using P8e.Grpc.Server;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Service;

/// <summary><c>AdminService</c> (object-store 6.8). For operators.</summary>
internal sealed class AdminHandlers(CallAuthority authority, Maintenance maintenance)
{
    internal Task<ConfigResponse> SetAsync(SetConfigRequest request, GrpcServerCall call, CancellationToken cancellationToken)
    {
        authority.RequireOperator(call);
        if (request.HasMaintenanceState)
        {
            maintenance.IsOn = request.MaintenanceState;
        }

        return Task.FromResult(new ConfigResponse { MaintenanceState = maintenance.IsOn });
    }

    internal Task<ConfigResponse> GetAsync(GetConfigRequest request, GrpcServerCall call, CancellationToken cancellationToken)
    {
        authority.RequireOperator(call);
        return Task.FromResult(new ConfigResponse { MaintenanceState = maintenance.IsOn });
    }
}
