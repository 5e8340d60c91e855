namespace P8e.Devchain.Storage;

/// <summary>Entries in the order of their raw key bytes, which is the order in which the chain iterates.</summary>
internal sealed class StateEntryOrder : IComparer<StateEntry>
{
    internal static readonly StateEntryOrder Instance = new();

    public int Compare(StateEntry x, StateEntry y) => x.Key.AsSpan().SequenceCompareTo(y.Key);
}
