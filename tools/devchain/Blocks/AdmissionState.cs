using P8e.Devchain.Storage;

namespace P8e.Devchain.Blocks;

/// <summary>
/// The state that transactions are admitted on: that of the last block, with the fees and sequences of those that wait. After a block it is the
/// new state with those that are left checked again. What a check does depends on the keys it touches and on nothing else of the state; so
/// where a block left these as the checks of its transactions had foreseen, which is the rule, checking again would come to the same and
/// the values are carried over instead: otherwise every block would cost as much as all that waits.
/// </summary>
internal sealed class AdmissionState
{
    /// <summary>More keys than this are not worth comparing.</summary>
    private const int MostKeys = 50_000;

    private StateVersion _committed;
    private TouchedKeys _touched = new();
    private (StateVersion State, TouchedKeys Touched)? _before;
    private bool _isSpoiled;

    internal AdmissionState(StateVersion committed)
    {
        _committed = committed;
        Store = new StateStore(committed) { Touched = _touched };
    }

    internal StateStore Store { get; private set; }

    /// <summary>Something was checked that does not wait: nothing can be carried over the next block.</summary>
    internal void Spoil() => _isSpoiled = true;

    /// <summary>Goes to the state after a block; what waits is not in it yet.</summary>
    internal void Reset(StateVersion committed)
    {
        _before = _isSpoiled ? null : (Store.Checkpoint(), _touched);
        (_committed, _isSpoiled, _touched) = (committed, false, new TouchedKeys());
        Store = new StateStore(committed) { Touched = _touched };
    }

    /// <summary>Puts what waits into a state that was just reset, if the block left all touched keys as foreseen.</summary>
    /// <param name="foreseen">The state after the check of the last transaction that went into the block.</param>
    internal bool TryCarryOver(StateVersion foreseen)
    {
        if (_before is not var (before, touched) || touched.IsEverything || touched.Keys.Count > MostKeys || !touched.Keys.All(key => Same(foreseen.Find(key), _committed.Find(key))))
        {
            return false;
        }

        Store.Gas = GasMeter.Unlimited();
        foreach (var key in touched.Keys)
        {
            if (before.Find(key) is { } value)
            {
                Store.Set(key, value);
            }
            else
            {
                Store.Delete(key);
            }
        }

        // Those that wait depend on them after the next block too.
        touched.Keys.ToList().ForEach(_touched.Add);
        _before = null;
        return true;
    }

    private static bool Same(byte[]? left, byte[]? right) => left is null ? right is null : right is not null && left.AsSpan().SequenceEqual(right);
}
