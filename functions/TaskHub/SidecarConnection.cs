using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;

namespace P8e.Functions.TaskHub;

/// <summary>
/// The connection to the extension's local endpoint. Its address comes with every call of a function that has a durable client, and is the same for the life of the host. Safe for
/// use by several threads.
/// </summary>
internal sealed class SidecarConnection(TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private DurableClientBinding? _binding;
    private GrpcChannel? _channel;

    /// <summary>Takes what a call brought.</summary>
    internal void Use(DurableClientBinding binding)
    {
        GrpcChannel? old;
        lock (_gate)
        {
            if (binding == _binding)
            {
                return;
            }

            old = _channel;
            _binding = binding;
            _channel = new GrpcChannel(
                new GrpcEndpoint("task hub", binding.Address) { Headers = new GrpcMetadata { { "durable-taskhub", binding.TaskHub } } }, clock);
        }

        old?.Dispose();
    }

    /// <summary>The channel.</summary>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.HostClientUnknown"/>: no call has brought the address yet.</exception>
    internal GrpcChannel Channel()
    {
        lock (_gate)
        {
            return _channel ?? throw new P8eTransientException(
                ErrorCodes.HostClientUnknown,
                "Asking the host's task hub: no call has said yet where it is. Call a function whose function.json has a durableClient binding.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _channel?.Dispose();
}
