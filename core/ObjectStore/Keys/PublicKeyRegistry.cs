using System.Collections.Concurrent;
using P8e.Cryptography;
using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Keys;

/// <summary>
/// The public keys that a store knows (object-store 6.4). The table is the one truth of all instances: a change counts at once on the instance that
/// took it, and on the others within <see cref="StaleAfter"/>; the Rust store's instances differ until they are restarted (10 no. 7).
/// </summary>
public sealed class PublicKeyRegistry
{
    /// <summary>Longest time for which an instance goes by what it read before.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(10);

    private const int CachedMax = 4096;
    private const int RoundsMax = 8;

    private readonly AffiliateName _affiliate;
    private readonly IPublicKeys _keys;
    private readonly IRandomSource _random;
    private readonly TimeProvider _clock;
    private readonly ObjectActs? _acts;
    private readonly ConcurrentDictionary<ReaderId, (PublicKeyRow? Row, DateTimeOffset ReadAt)> _cache = [];

    /// <summary>Makes the registry.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="keys">The registrations.</param>
    /// <param name="random">Source of UUIDs.</param>
    /// <param name="clock">Source of creation times.</param>
    /// <param name="audit">Has a line for each registration; null where nobody registers.</param>
    public PublicKeyRegistry(AffiliateName affiliate, IPublicKeys keys, IRandomSource random, TimeProvider clock, IObjectAudit? audit = null)
    {
        (_affiliate, _keys, _random, _clock) = (affiliate, keys, random, clock);
        _acts = audit is null ? null : new ObjectActs(affiliate, audit, random, clock);
    }

    /// <summary>Where a key is at home.</summary>
    /// <param name="reader">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<KeyHome> FindHomeAsync(ReaderId reader, CancellationToken cancellationToken) => await FindAsync(reader, cancellationToken).ConfigureAwait(false) switch
    {
        null => KeyHome.Unknown,
        { Url.Length: 0 } => KeyHome.Local,
        _ => KeyHome.Remote,
    };

    /// <summary>The registration of a key, at most <see cref="StaleAfter"/> old, or null.</summary>
    /// <param name="reader">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<PublicKeyRow?> FindAsync(ReaderId reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var now = _clock.GetUtcNow();
        if (_cache.TryGetValue(reader, out var cached) && now - cached.ReadAt < StaleAfter && now >= cached.ReadAt)
        {
            return cached.Row;
        }

        var row = await _keys.FindAsync(_affiliate, reader, cancellationToken).ConfigureAwait(false);
        Remember(reader, row, now);
        return row;
    }

    /// <summary>Registers a key. A repeat replaces everything but UUID and creation time; what is missing is cleared.</summary>
    /// <param name="registration">The key.</param>
    /// <param name="cancellationToken">Ends the wait; it may be registered all the same.</param>
    /// <returns>The stored row.</returns>
    /// <exception cref="P8eTransientException">The storage cannot be reached now; repeating is safe.</exception>
    public async Task<PublicKeyRow> RegisterAsync(KeyRegistration registration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (_acts is null)
        {
            return await WriteAsync(registration, cancellationToken).ConfigureAwait(false);
        }

        PublicKeyRow? stored = null;
        await _acts.RunAsync(
            registration.Actor,
            ObjectAct.RegisterKey,
            ObjectKey.FromBytes(registration.KeyBytes.Span),
            null,
            $"home '{registration.Url}', header '{registration.AuthHeader}'",
            async () =>
            {
                stored = await WriteAsync(registration, cancellationToken).ConfigureAwait(false);
                return new ActResult(stored.Id, true);
            },
            cancellationToken).ConfigureAwait(false);
        return stored!;
    }

    private async Task<PublicKeyRow> WriteAsync(KeyRegistration registration, CancellationToken cancellationToken)
    {
        var reader = ReaderId.OfKeyBytes(registration.KeyBytes.Span);
        for (var round = 0; round < RoundsMax; round++)
        {
            var existing = await _keys.FindAsync(_affiliate, reader, cancellationToken).ConfigureAwait(false);
            var row = new PublicKeyRow
            {
                Affiliate = _affiliate,
                Reader = reader,
                Id = existing?.Id ?? _random.NextUuid(),
                KeyBytes = registration.KeyBytes,
                Url = registration.Url,
                Metadata = registration.Metadata,
                AuthHeader = registration.AuthHeader,
                AuthValueHash = registration.AuthValueHash,
                Created = existing?.Created ?? _clock.GetUtcNow(),
                Version = existing?.Version,
            };
            if (await _keys.TryWriteAsync(row, cancellationToken).ConfigureAwait(false) is { } stored)
            {
                Remember(reader, stored, _clock.GetUtcNow());
                return stored;
            }
        }

        throw new P8eTransientException(
            ErrorCodes.StorageUnavailable, $"Registering a public key: its row changed each of the {RoundsMax} times that it was looked at. Register it again.");
    }

    private void Remember(ReaderId reader, PublicKeyRow? row, DateTimeOffset readAt)
    {
        if (_cache.Count >= CachedMax)
        {
            _cache.Clear();
        }

        // A reading that began before a change must not hide it.
        _cache.AddOrUpdate(reader, (row, readAt), (_, known) => known.ReadAt > readAt ? known : (row, readAt));
    }
}
