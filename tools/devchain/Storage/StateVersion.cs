using System.Collections.Immutable;

namespace P8e.Devchain.Storage;

/// <summary>The whole state at one moment. Immutable; versions share what did not change, so keeping one costs next to nothing.</summary>
internal sealed class StateVersion(ImmutableSortedSet<StateEntry> entries)
{
    internal static readonly StateVersion Empty = new(ImmutableSortedSet.Create<StateEntry>(StateEntryOrder.Instance));

    internal ImmutableSortedSet<StateEntry> Entries => entries;

    /// <summary>What is stored under a key; null for nothing.</summary>
    internal byte[]? Find(byte[] key) => entries.TryGetValue(new StateEntry(key, []), out var found) ? found.Value : null;
}
