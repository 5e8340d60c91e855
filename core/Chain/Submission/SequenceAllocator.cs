namespace P8e.Chain.Submission;

/// <summary>
/// Chooses sequences: the lowest one from the account's next on that no open row holds. A row keeps its sequence until it has an outcome or has
/// expired, so a gap is filled by new rows or by sending the stored bytes again, never by signing anything again.
/// </summary>
internal sealed class SequenceAllocator
{
    private readonly HashSet<ulong> _held = [];
    private ulong? _floor;

    /// <summary>Whether the account has to be read before a sequence can be chosen.</summary>
    internal bool IsUnknown => _floor is null;

    /// <summary>The node said what is due: from the account, or from the text of a mismatch. It may be less than before, when the mempool lost something.</summary>
    internal void Observe(ulong next) => _floor = next;

    /// <summary>A refusal without numbers: read the account again.</summary>
    internal void Forget() => _floor = null;

    /// <summary>An open row has this sequence.</summary>
    internal void Hold(ulong sequence) => _held.Add(sequence);

    /// <summary>The row has expired or was refused: the sequence was not used by it.</summary>
    internal void Release(ulong sequence) => _held.Remove(sequence);

    /// <summary>A block used the sequence.</summary>
    internal void Use(ulong sequence)
    {
        _held.Remove(sequence);
        if (_floor <= sequence)
        {
            _floor = sequence + 1;
        }
    }

    /// <summary>The sequence for the next signature.</summary>
    internal ulong Next()
    {
        var sequence = _floor ?? throw new InvalidOperationException("The account was not read.");
        while (_held.Contains(sequence))
        {
            sequence++;
        }

        return sequence;
    }
}
