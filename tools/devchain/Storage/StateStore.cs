using System.Collections.Immutable;

namespace P8e.Devchain.Storage;

/// <summary>
/// The state as one transaction sees and changes it. A checkpoint shares with the one before it all but the paths to what was changed
/// between them, so taking one and going back to it costs next to nothing: that is how ante effects stay while message effects are all or nothing (provenance-chain 3.2).
/// Every access is charged to the gas meter.
/// </summary>
internal sealed class StateStore(StateVersion version)
{
    // Changes what only this store sees in place; a checkpoint freezes it.
    private ImmutableSortedSet<StateEntry>.Builder _entries = version.Entries.ToBuilder();

    /// <summary>Who pays; a store without a meter is free.</summary>
    internal GasMeter Gas { get; set; } = GasMeter.Unlimited();

    /// <summary>Is told every key that is touched; null when nobody wants to know.</summary>
    internal TouchedKeys? Touched { get; init; }

    /// <summary>The state as it is now.</summary>
    internal StateVersion Checkpoint() => new(_entries.ToImmutable());

    /// <summary>Goes back to a checkpoint. The gas stays spent.</summary>
    internal void Restore(StateVersion checkpoint) => _entries = checkpoint.Entries.ToBuilder();

    internal bool Has(byte[] key)
    {
        Touched?.Add(key);
        Gas.Consume(GasCosts.Has, "Has");
        return _entries.Contains(new StateEntry(key, []));
    }

    internal byte[]? Get(byte[] key)
    {
        Touched?.Add(key);
        Gas.Consume(GasCosts.ReadFlat, "ReadFlat");
        var value = _entries.TryGetValue(new StateEntry(key, []), out var found) ? found.Value : null;
        Gas.Consume(GasCosts.ReadPerByte * (key.Length + (value?.Length ?? 0)), "ReadPerByte");
        return value;
    }

    internal void Set(byte[] key, byte[] value)
    {
        Touched?.Add(key);
        Gas.Consume(GasCosts.WriteFlat, "WriteFlat");
        Gas.Consume(GasCosts.WritePerByte * (key.Length + value.Length), "WritePerByte");
        var entry = new StateEntry(key, value);
        if (_entries.TryGetValue(entry, out var old))
        {
            if (old.Value.AsSpan().SequenceEqual(value))
            {
                return;
            }

            _ = _entries.Remove(entry);
        }

        _ = _entries.Add(entry);
    }

    internal void Delete(byte[] key)
    {
        Touched?.Add(key);
        Gas.Consume(GasCosts.Delete, "Delete");
        _ = _entries.Remove(new StateEntry(key, []));
    }

    /// <summary>All entries whose keys begin with a prefix, in key order, as of the call: changing the state meanwhile is safe.</summary>
    internal IEnumerable<StateEntry> Range(byte[] prefix)
    {
        if (Touched is not null)
        {
            Touched.IsEverything = true;
        }

        var seen = _entries.ToImmutable();
        var index = seen.IndexOf(new StateEntry(prefix, []));
        for (index = index < 0 ? ~index : index; index < seen.Count; index++)
        {
            var entry = seen[index];
            if (!entry.Key.AsSpan().StartsWith(prefix))
            {
                yield break;
            }

            Gas.Consume(GasCosts.IterNextFlat + (GasCosts.ReadPerByte * (entry.Key.Length + entry.Value.Length)), "IterNextFlat");
            yield return entry;
        }
    }
}
