using P8e.Protocol.Errors;

namespace P8e.Conformance.Stores.Server;

/// <summary>Says whether a storage can be reached.</summary>
internal sealed class Outage
{
    private volatile bool _isDown;

    internal bool IsDown
    {
        get => _isDown;
        set => _isDown = value;
    }

    internal void ThrowWhenDown()
    {
        if (_isDown)
        {
            throw new P8eTransientException(ErrorCodes.StorageUnavailable, "Reaching the storage: it does not answer. Try again.");
        }
    }
}
