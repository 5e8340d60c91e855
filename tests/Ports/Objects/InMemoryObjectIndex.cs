using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>The rows in memory. An insert is one step, so no readers are ever left dangling; nothing that was handed in or out is shared.</summary>
public sealed class InMemoryObjectIndex : IObjectIndex
{
    private readonly MemorySteps _steps = new();
    private readonly Dictionary<(AffiliateName Affiliate, ObjectKey Key), List<ObjectRow>> _partitions = [];
    private readonly List<ObjectTombstone> _tombstones = [];
    private long _version;

    /// <inheritdoc/>
    public Task<bool> TryInsertAsync(ObjectRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _steps.Run(
            () =>
            {
                if (!_partitions.TryGetValue((row.Affiliate, row.Key), out var partition))
                {
                    _partitions[(row.Affiliate, row.Key)] = partition = [];
                }

                if (IsTaken(partition, row))
                {
                    return false;
                }

                partition.Add(NextVersion(row));
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryReplaceAsync(ObjectRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentException.ThrowIfNullOrEmpty(row.Version, nameof(row));
        return _steps.Run(
            () =>
            {
                var partition = Partition(row.Affiliate, row.Key);
                var position = partition.FindIndex(stored => stored.Audience == row.Audience && stored.Version == row.Version);
                if (position < 0)
                {
                    return false;
                }

                partition[position] = NextVersion(row);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ObjectRow?> FindAsync(AffiliateName affiliate, ObjectKey key, AudienceId audience, CancellationToken cancellationToken) =>
        _steps.Run(() => Copy(Partition(affiliate, key).Find(row => row.Audience == audience)), cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectRow?> FindForReaderAsync(AffiliateName affiliate, ObjectKey key, ReaderId reader, CancellationToken cancellationToken) =>
        _steps.Run(() => Copy(Partition(affiliate, key).Where(row => row.Readers.Contains(reader)).MinBy(row => row.Created)), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectRow> ListAfterAsync(AffiliateName affiliate, ObjectKey? after, CancellationToken cancellationToken) => _steps.List<ObjectRow>(
        () =>
        [
            .. _partitions.Where(partition => partition.Key.Affiliate == affiliate && (after is null || string.CompareOrdinal(partition.Key.Key.ToString(), after.ToString()) > 0))
                .OrderBy(partition => partition.Key.Key.ToString(), StringComparer.Ordinal)
                .SelectMany(partition => partition.Value)
                .Select(row => Copy(row)!),
        ],
        cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectRow> ListOfKeyAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) =>
        _steps.List<ObjectRow>(() => [.. Partition(affiliate, key).Select(row => Copy(row)!)], cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryMoveAsync(ObjectRow old, ObjectRow row, CancellationToken cancellationToken)
    {
        ObjectRules.CheckMove(old, row);
        return _steps.Run(
            () =>
            {
                var partition = Partition(old.Affiliate, old.Key);
                if (IsTaken(partition, row) || partition.RemoveAll(stored => stored.Audience == old.Audience && stored.Version == old.Version) == 0)
                {
                    return false;
                }

                partition.Add(NextVersion(row));
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryShredAsync(ObjectRow row, ObjectTombstone tombstone, CancellationToken cancellationToken)
    {
        ObjectRules.CheckShred(row, tombstone);
        return _steps.Run(
            () =>
            {
                if (Partition(row.Affiliate, row.Key).RemoveAll(stored => stored.Audience == row.Audience && stored.Version == row.Version) == 0)
                {
                    return false;
                }

                _tombstones.Add(tombstone with { Readers = [.. tombstone.Readers], Version = $"v{++_version}" });
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectTombstone> ListTombstonesAsync(AffiliateName affiliate, ObjectKey key, CancellationToken cancellationToken) =>
        _steps.List<ObjectTombstone>(() => [.. _tombstones.Where(one => one.Affiliate == affiliate && one.Key.Equals(key))], cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryRemoveTombstoneAsync(ObjectTombstone tombstone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        ArgumentException.ThrowIfNullOrEmpty(tombstone.Version, nameof(tombstone));
        return _steps.Run(() => _tombstones.RemoveAll(one => one.Version == tombstone.Version) > 0, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> NamesBlobAsync(AffiliateName affiliate, ObjectKey key, string blobName, CancellationToken cancellationToken) =>
        _steps.Run(() => Partition(affiliate, key).Exists(row => row.BlobName == blobName), cancellationToken);

    /// <inheritdoc/>
    public Task<int> RemoveDanglingReadersAsync(AffiliateName affiliate, DateTimeOffset before, CancellationToken cancellationToken) =>
        _steps.Run(() => 0, cancellationToken);

    /// <summary>What no caller of the port can do: puts a row in the place of the one with its key and audience, without asking.</summary>
    public void Overwrite(ObjectRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _steps.Run(
            () =>
            {
                var partition = Partition(row.Affiliate, row.Key);
                partition[partition.FindIndex(stored => stored.Audience == row.Audience)] = NextVersion(row);
            },
            CancellationToken.None).GetAwaiter().GetResult();
    }

    private static ObjectRow? Copy(ObjectRow? row) => row is null ? null : row with
    {
        Readers = [.. row.Readers],
        Header = row.Header.ToArray(),
        Properties = [.. row.Properties.Select(property => KeyValuePair.Create<string, ReadOnlyMemory<byte>>(property.Key, property.Value.ToArray()))],
        InlinePayload = row.InlinePayload.ToArray(),
    };

    private bool IsTaken(List<ObjectRow> partition, ObjectRow row) =>
        partition.Exists(stored => stored.Audience == row.Audience)
        || _tombstones.Exists(one => one.Affiliate == row.Affiliate && one.Key.Equals(row.Key) && one.Audience == row.Audience);

    private ObjectRow NextVersion(ObjectRow row) => Copy(row)! with { Version = $"v{++_version}" };

    private List<ObjectRow> Partition(AffiliateName affiliate, ObjectKey key) => _partitions.GetValueOrDefault((affiliate, key)) ?? [];
}
