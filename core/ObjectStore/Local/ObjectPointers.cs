using P8e.Cryptography;
using P8e.Cryptography.Dime;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Local;

/// <summary>
/// What a new object sets off: mail for its readers (object-store 6.6) and its way to the stores of readers who are at home elsewhere (6.7). The
/// pointers are written before the object and name its UUID, so a crash leaves pointers to nothing, which nobody follows, and never an object
/// without them.
/// </summary>
/// <param name="mails">The mails.</param>
/// <param name="replication">What waits to be sent; null when this store sends nothing.</param>
/// <param name="keys">Says who is at home where.</param>
/// <param name="options">Limits of mail.</param>
/// <param name="random">Source of mail UUIDs.</param>
/// <param name="queued">Told when there is something new to send; null when nobody listens. It spares time only.</param>
public sealed class ObjectPointers(
    IMailIndex mails, IReplicationIndex? replication, PublicKeyRegistry keys, MailboxOptions options, IRandomSource random, Action? queued = null)
{
    /// <summary>Name of the property that says where an object comes from.</summary>
    internal const string SourceProperty = "SOURCE::TYPE";

    /// <summary>Its value when another store sent the object: it is not sent on (object-store 1.13).</summary>
    internal static ReadOnlySpan<byte> ReplicationSource => "REPLICATION"u8;

    /// <summary>Whether an upload says that another store sends it.</summary>
    internal static bool IsReplica(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> properties) =>
        properties.Any(property => property.Key == SourceProperty && property.Value.Span.SequenceEqual(ReplicationSource));

    /// <summary>Who is told of an object and sent it: its owner has it.</summary>
    internal static ReaderId[] ReadersButOwner(ObjectRow row, DimeHeader header)
    {
        var owner = header.Owner is null ? null : ReaderId.Of(header.Owner);
        return [.. row.Readers.Where(reader => reader != owner)];
    }

    /// <summary>Writes the pointers of an object that is about to be inserted.</summary>
    /// <returns>What to take back when the object turns out to be a repeat.</returns>
    internal async Task<PointersWritten> WriteAsync(ObjectRow row, DimeHeader header, CancellationToken cancellationToken)
    {
        var others = ReadersButOwner(row, header);
        var written = new PointersWritten(MailsFor(row, header, others), replication is null || IsReplica(row.Properties) ? [] : await HomesForAsync(row, others, cancellationToken).ConfigureAwait(false));
        if (written.Mails.Count > 0)
        {
            await mails.AddAsync(written.Mails, cancellationToken).ConfigureAwait(false);
        }

        if (written.Homes.Count > 0)
        {
            await replication!.AddAsync(written.Homes, cancellationToken).ConfigureAwait(false);
        }

        return written;
    }

    /// <summary>The object that the pointers name is there.</summary>
    internal void Announce(PointersWritten written)
    {
        if (written.Homes.Count > 0)
        {
            queued?.Invoke();
        }
    }

    /// <summary>Refuses a mail as soon as it is too long to be delivered, whatever is still to come of it.</summary>
    internal void RequireDeliverable(DimeHeader header, long payloadLength)
    {
        if (header.Length + payloadLength > options.ContainerBytesMax && MailTypes.Of(header) is not null)
        {
            throw new P8eInputException(
                ErrorCodes.MailTooLong,
                $"Putting an object: as a mail its container may have at most {options.ContainerBytesMax} bytes, because it is delivered as one message. Store the contents as objects of their own and mail their hashes.");
        }
    }

    /// <summary>Queues an object for the homes of readers that it gets, also one that came from another store: that one knows nothing of them. It is no new mail to anybody.</summary>
    internal async Task SendToAsync(ObjectRow row, IEnumerable<ReaderId> readers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var homes = replication is null ? [] : await HomesForAsync(row with { Created = now }, [.. readers], cancellationToken).ConfigureAwait(false);
        if (homes.Count > 0)
        {
            await replication!.AddAsync(homes, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes pointers back. A crash before this leaves them to whoever reads them.</summary>
    internal async Task TakeBackAsync(PointersWritten written, CancellationToken cancellationToken)
    {
        foreach (var mail in written.Mails)
        {
            await mails.RemoveAsync(mail, cancellationToken).ConfigureAwait(false);
        }

        foreach (var home in written.Homes)
        {
            await replication!.RemoveAsync(home, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The same mail again. The same container is an upload that somebody repeats because its answer was lost: nothing happens (recorded:
    /// mail-duplicate). Another container is a request that its sender means to send again: the readers get it again, which the Rust store swallows
    /// (p8e-sdk B-36).
    /// </summary>
    internal async Task SendAgainAsync(ObjectRow existing, ObjectRow repeat, DimeHeader header, CancellationToken cancellationToken)
    {
        var again = existing with { Created = repeat.Created };
        var rows = MailsFor(again, header, ReadersButOwner(existing, header));
        if (rows.Count > 0 && DimeHeader.Parse(existing.Header.Span).ContainerId != header.ContainerId)
        {
            await mails.AddAsync(rows, cancellationToken).ConfigureAwait(false);
        }
    }

    private List<MailRow> MailsFor(ObjectRow row, DimeHeader header, ReaderId[] readers)
    {
        if (MailTypes.Of(header) is not { } type)
        {
            return [];
        }

        RequireDeliverable(header, row.PayloadLength);
        return [.. readers.Select(reader => new MailRow
        {
            Affiliate = row.Affiliate,
            MailId = random.NextUuid(),
            Reader = reader,
            Key = row.Key,
            Audience = row.Audience,
            ObjectId = row.ObjectId,
            Type = type,
            Arrived = row.Created,
            State = MailState.Open,
        })];
    }

    private async Task<List<ReplicationRow>> HomesForAsync(ObjectRow row, ReaderId[] readers, CancellationToken cancellationToken)
    {
        var homes = new List<ReplicationRow>();
        foreach (var reader in readers)
        {
            // Unknown keys wait, too: their home may be registered later (object-store 6.7).
            if (await keys.FindHomeAsync(reader, cancellationToken).ConfigureAwait(false) != KeyHome.Local)
            {
                homes.Add(new ReplicationRow
                {
                    Affiliate = row.Affiliate,
                    Reader = reader,
                    Key = row.Key,
                    Audience = row.Audience,
                    ObjectId = row.ObjectId,
                    Queued = row.Created,
                    Due = row.Created,
                });
            }
        }

        return homes;
    }
}
