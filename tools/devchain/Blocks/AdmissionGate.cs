namespace P8e.Devchain.Blocks;

/// <summary>Guards what admits transactions. Whoever makes a block goes first: a flood of transactions cannot keep it waiting.</summary>
internal sealed class AdmissionGate
{
    private readonly Lock _gate = new();

    // Held by a block's maker while it waits for the gate.
    private readonly Lock _turnstile = new();

    /// <summary>For those who bring transactions. Whoever is inside already may enter again.</summary>
    internal Lock.Scope Enter()
    {
        if (!_gate.IsHeldByCurrentThread)
        {
            lock (_turnstile)
            {
                // Passing is all.
            }
        }

        return _gate.EnterScope();
    }

    /// <summary>For those who make blocks.</summary>
    internal Lock.Scope EnterFirst()
    {
        lock (_turnstile)
        {
            return _gate.EnterScope();
        }
    }
}
