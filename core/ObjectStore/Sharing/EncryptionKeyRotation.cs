using P8e.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sharing;

/// <summary>
/// Puts a new encryption key in the place of an old one in every object that the old one reads, as owner too where it is the owner. Works in pieces, in the order of the index; what is done stays
/// done, so a piece, or all of it, may be repeated. Objects that are put for the old key meanwhile may be missed: seal for the new key first, and repeat until nothing is rewrapped.
/// </summary>
public sealed class EncryptionKeyRotation
{
    private readonly AffiliateName _affiliate;
    private readonly IObjectIndex _index;
    private readonly ObjectActs _acts;
    private readonly AudienceWriter _writer;
    private readonly DimeSealer _sealer;
    private readonly DimeOpener _opener;

    /// <summary>Makes it.</summary>
    /// <param name="affiliate">Whose objects.</param>
    /// <param name="index">The rows.</param>
    /// <param name="audit">Where the lines go.</param>
    /// <param name="random">Source of ephemeral keys, IVs and UUIDs.</param>
    /// <param name="clock">Source of times.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public EncryptionKeyRotation(AffiliateName affiliate, IObjectIndex index, IObjectAudit audit, IRandomSource random, TimeProvider clock, ISecp256k1? curve = null)
    {
        _affiliate = affiliate;
        _index = index;
        _acts = new ObjectActs(affiliate, audit, random, clock);
        _writer = new AudienceWriter(affiliate, index, clock, pointers: null);
        _sealer = new DimeSealer(random, clock, curve);
        _opener = new DimeOpener(curve);
    }

    /// <summary>Works on one piece.</summary>
    /// <param name="old">The key that goes.</param>
    /// <param name="replacement">The key that comes; another one.</param>
    /// <param name="actor">Who does it, for the audit; 1 to 256 characters.</param>
    /// <param name="after">What the piece before gave as <see cref="RotationReport.Next"/>; null begins.</param>
    /// <param name="keysMax">Most keys of objects to look at, 1 or more.</param>
    /// <param name="cancellationToken">Ends the work; the piece can be repeated.</param>
    /// <exception cref="P8eTransientException">Storage or key cannot be reached now: repeat the piece.</exception>
    public async Task<RotationReport> RotateAsync(
        IKeyAgreement old, PublicKey replacement, string actor, ObjectKey? after, int keysMax, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(replacement);
        ArgumentOutOfRangeException.ThrowIfLessThan(keysMax, 1);
        if (replacement.Equals(old.PublicKey))
        {
            throw new ArgumentException("A key cannot take its own place.", nameof(replacement));
        }

        var (seen, rewrapped, keys, last) = (0, 0, 0, after);
        var refused = new List<RotationRefusal>();
        var reader = ReaderId.Of(old.PublicKey);
        await foreach (var row in _index.ListAfterAsync(_affiliate, after, cancellationToken).ConfigureAwait(false))
        {
            if (!row.Key.Equals(last) && ++keys > keysMax)
            {
                return new RotationReport(seen, rewrapped, refused, last);
            }

            last = row.Key;
            seen++;
            if (row.Readers.Contains(reader))
            {
                var code = await TryRewrapAsync(row, old, replacement, actor, cancellationToken).ConfigureAwait(false);
                rewrapped += code == ObjectAuditLine.Done ? 1 : 0;
                if (code is not (ObjectAuditLine.Done or ObjectAuditLine.Unchanged))
                {
                    refused.Add(new RotationRefusal(row.Key, row.ObjectId, code));
                }
            }
        }

        return new RotationReport(seen, rewrapped, refused, null);
    }

    /// <returns>What the audit line says.</returns>
    private async Task<string> TryRewrapAsync(ObjectRow row, IKeyAgreement old, PublicKey replacement, string actor, CancellationToken cancellationToken)
    {
        try
        {
            var result = await _acts.RunAsync(
                actor,
                ObjectAct.RotateKey,
                row.Key,
                row.ObjectId,
                $"{ReaderId.Of(replacement)} for {ReaderId.Of(old.PublicKey)}",
                async () => new ActResult(
                    row.ObjectId,
                    (await _writer.ChangeAsync(row, (header, cancel) => RewrapAsync(header, old, replacement, cancel), cancellationToken).ConfigureAwait(false)).IsChange),
                cancellationToken).ConfigureAwait(false);
            return result.IsChange ? ObjectAuditLine.Done : ObjectAuditLine.Unchanged;
        }
        catch (P8eException refusal) when (refusal is P8eStateException or P8eInputException)
        {
            return refusal.Code;
        }
    }

    private async Task<DimeHeader?> RewrapAsync(DimeHeader header, IKeyAgreement old, PublicKey replacement, CancellationToken cancellationToken)
    {
        // The SDK names an owner who is also a reader twice, and as owner last (object-store 5.5); once is enough.
        if (header.Audience.LastOrDefault(one => one.IsFor(old.PublicKey)) is not { } entry)
        {
            return null;
        }

        using var dataKey = await _opener.UnwrapAsync(header, old, cancellationToken).ConfigureAwait(false);
        var wrapped = _sealer.WrapFor(dataKey, replacement, entry.Context);
        var audience = header.Audience.Where(one => one == entry || !(one.IsFor(old.PublicKey) || one.IsFor(replacement))).Select(one => one == entry ? wrapped : one);
        var owner = header.Owner?.IsFor(old.PublicKey) != true ? null
            : header.Owner.Context == entry.Context ? wrapped
            : _sealer.WrapFor(dataKey, replacement, header.Owner.Context);
        return header.WithAudience([.. audience], owner);
    }
}
