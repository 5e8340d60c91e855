using P8e.Protocol.Dynamic;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Sandbox;

/// <summary>The record packages used last. What is filed under a hash never changes, so nothing grows stale. Safe for many threads.</summary>
/// <param name="read">Reads the descriptor set of a record package.</param>
internal sealed class RecordTypeCache(Func<ObjectHash, CancellationToken, Task<DescriptorSet>> read)
{
    internal const int PackagesMax = 16;

    private readonly Lock _lock = new();

    // The one used last stands last. So few that looking at all of them costs less than keeping an order beside an index.
    private readonly List<(ObjectHash Package, RecordTypes Types)> _known = new(PackagesMax);

    /// <summary>The types of a package; two callers at once may both read it.</summary>
    public async ValueTask<RecordTypes> GetAsync(ObjectHash package, CancellationToken cancellationToken)
    {
        if (Find(package) is { } known)
        {
            return known;
        }

        var types = new RecordTypes(await read(package, cancellationToken).ConfigureAwait(false));
        lock (_lock)
        {
            if (Find(package) is { } faster)
            {
                return faster;
            }

            if (_known.Count == PackagesMax)
            {
                _known.RemoveAt(0);
            }

            _known.Add((package, types));
            return types;
        }
    }

    private RecordTypes? Find(ObjectHash package)
    {
        lock (_lock)
        {
            var at = _known.FindIndex(known => known.Package.Equals(package));
            if (at < 0)
            {
                return null;
            }

            var found = _known[at];
            _known.RemoveAt(at);
            _known.Add(found);
            return found.Types;
        }
    }
}
