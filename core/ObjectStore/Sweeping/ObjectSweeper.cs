using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sweeping;

/// <summary>
/// Clears away what a crash leaves: blobs that were committed but whose row never came, and readers of an object that never came. Safe to run
/// at any time and by several at once: only what is older than any running upload is touched.
/// </summary>
public sealed class ObjectSweeper
{
    private readonly IObjectBlobs _blobs;
    private readonly IObjectIndex _index;
    private readonly ObjectStoreOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Makes a sweeper.</summary>
    /// <param name="blobs">The blobs.</param>
    /// <param name="index">The rows.</param>
    /// <param name="options">The grace.</param>
    /// <param name="clock">What is old is decided by this clock against the storage's times; the grace is far longer than clocks differ.</param>
    public ObjectSweeper(IObjectBlobs blobs, IObjectIndex index, ObjectStoreOptions options, TimeProvider clock)
    {
        _blobs = blobs;
        _index = index;
        _options = options;
        _clock = clock;
    }

    /// <summary>Sweeps one affiliate. One storage call for each page of the listing and one for each old blob.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="cancellationToken">Ends the sweep; the next one goes on.</param>
    public async Task<SweepReport> SweepAsync(AffiliateName affiliate, CancellationToken cancellationToken)
    {
        var before = _clock.GetUtcNow().AddMinutes(-_options.SweepGraceMinutes);
        var seen = 0;
        var removed = 0;
        var foreign = 0;
        await foreach (var blob in _blobs.ListAsync(affiliate, cancellationToken).ConfigureAwait(false))
        {
            seen++;
            if (blob.Origin is null)
            {
                foreign++;
            }
            // Whatever its audience: the object may have got another one since the blob was written.
            else if (blob.Created < before && !await _index.NamesBlobAsync(affiliate, blob.Origin.Key, blob.Name, cancellationToken).ConfigureAwait(false))
            {
                await _blobs.DeleteAsync(affiliate, blob.Name, cancellationToken).ConfigureAwait(false);
                removed++;
            }
        }

        var readers = await _index.RemoveDanglingReadersAsync(affiliate, before, cancellationToken).ConfigureAwait(false);
        return new SweepReport(seen, removed, readers, foreign);
    }

    /// <summary>Finds objects whose blob is missing or has another length. There should be none; a put of the same object heals one.</summary>
    /// <param name="affiliate">Whose.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async IAsyncEnumerable<ObjectRow> FindRowsWithoutBytesAsync(
        AffiliateName affiliate, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _index.ListAfterAsync(affiliate, after: null, cancellationToken).ConfigureAwait(false))
        {
            if (!await _blobs.HasPayloadAsync(row, cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }
}
