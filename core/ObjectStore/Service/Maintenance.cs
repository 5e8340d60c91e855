using P8e.Grpc;
using P8e.Grpc.Server;

namespace P8e.ObjectStore.Service;

/// <summary>Whether the store takes changes (object-store 6.8). Of this process only, as in the Rust store; an operator drains instances one by one.</summary>
/// <param name="isOn">The state at the start.</param>
internal sealed class Maintenance(bool isOn)
{
    private volatile bool _isOn = isOn;

    internal bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }

    /// <summary>Refuses a change before anything of it is read (recorded: admin-large-put-in-maintenance).</summary>
    internal void RefuseWhenOn(GrpcServerCall call)
    {
        if (_isOn)
        {
            throw call.Refusal(GrpcStatusCode.Unavailable, "Service is in maintenance mode");
        }
    }
}
