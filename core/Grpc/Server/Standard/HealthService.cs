using System.Runtime.CompilerServices;
using P8e.Grpc.Wire.Health;

namespace P8e.Grpc.Server.Standard;

/// <summary>gRPC's standard health service, for the server as a whole (object-store 6.9).</summary>
public static class HealthService
{
    /// <summary>How often <c>Watch</c> tells the state, also when it is the old one (recorded: health-check).</summary>
    public static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Makes the service: <c>Check</c> and <c>Watch</c> for the empty service name, NOT_FOUND for every other, and no <c>List</c>. A watcher stays until it leaves,
    /// so that a load balancer that looks every two seconds costs no calls.
    /// </summary>
    /// <param name="isServing">
    /// Tells whether the server can do its work. Asked once for a check and every two seconds for each watcher, so it should know the answer rather than fetch it;
    /// what it throws ends the call with that error's status.
    /// </param>
    /// <param name="clock">Measures the two seconds.</param>
    public static GrpcService Create(Func<CancellationToken, ValueTask<bool>> isServing, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(isServing);
        ArgumentNullException.ThrowIfNull(clock);
        return new GrpcService(HealthReflection.Descriptor.Services[0])
            .Unary<HealthCheckRequest, HealthCheckResponse>("Check", async (request, call, token) =>
            {
                RequireWholeServer(request, call);
                return await StateAsync(isServing, token).ConfigureAwait(false);
            })
            .ServerStreaming<HealthCheckRequest, HealthCheckResponse>("Watch", (request, call, token) => WatchAsync(isServing, clock, request, call, token));
    }

    private static async IAsyncEnumerable<HealthCheckResponse> WatchAsync(
        Func<CancellationToken, ValueTask<bool>> isServing, TimeProvider clock, HealthCheckRequest request, GrpcServerCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RequireWholeServer(request, call);
        while (true)
        {
            yield return await StateAsync(isServing, cancellationToken).ConfigureAwait(false);
            await Task.Delay(WatchInterval, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void RequireWholeServer(HealthCheckRequest request, GrpcServerCall call)
    {
        if (request.Service.Length > 0)
        {
            throw call.Refusal(GrpcStatusCode.NotFound, "service not registered");
        }
    }

    private static async ValueTask<HealthCheckResponse> StateAsync(Func<CancellationToken, ValueTask<bool>> isServing, CancellationToken cancellationToken) => new()
    {
        Status = await isServing(cancellationToken).ConfigureAwait(false)
            ? HealthCheckResponse.Types.ServingStatus.Serving
            : HealthCheckResponse.Types.ServingStatus.NotServing,
    };
}
