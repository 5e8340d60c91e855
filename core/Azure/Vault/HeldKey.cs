using P8e.Cryptography.Keys;

namespace P8e.Azure.Vault;

/// <summary>A private key in memory that is zeroed as soon as it is retired and nobody is using it.</summary>
internal sealed class HeldKey(PrivateKey key)
{
    private readonly Lock _gate = new();
    private int _users;
    private bool _retired;

    internal PrivateKey Key => key;

    /// <summary>Begins a use, unless the key is retired.</summary>
    internal bool TryUse()
    {
        lock (_gate)
        {
            _users += _retired ? 0 : 1;
            return !_retired;
        }
    }

    /// <summary>Ends a use.</summary>
    internal void Release()
    {
        lock (_gate)
        {
            _users--;
            ZeroWhenUnused();
        }
    }

    /// <summary>Lets nobody begin a use again.</summary>
    internal void Retire()
    {
        lock (_gate)
        {
            _retired = true;
            ZeroWhenUnused();
        }
    }

    private void ZeroWhenUnused()
    {
        if (_retired && _users == 0)
        {
            key.Dispose();
        }
    }
}
