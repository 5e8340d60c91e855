using System.Runtime.CompilerServices;
using P8e.Cryptography.Dime;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Telemetry;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Mail;

/// <summary>
/// The mail of one affiliate's store (object-store 6.6): delivered at least once, in the order of arrival, to one poller at a time when it asks for
/// a lease. What cannot be delivered or handled goes to the dead letters with a reason and never stands in the way of the next mail.
/// </summary>
public sealed class Mailbox
{
    private const int RoundsMax = 8;
    private const int ReasonCharsMax = 1024;

    private readonly AffiliateName _affiliate;
    private readonly IMailIndex _mails;
    private readonly IObjectIndex _objects;
    private readonly IObjectBlobs _blobs;
    private readonly MailboxOptions _options;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _clock;

    /// <summary>Makes the mailbox.</summary>
    /// <param name="affiliate">Whose store.</param>
    /// <param name="mails">The mails.</param>
    /// <param name="objects">The rows of the objects that they point to.</param>
    /// <param name="blobs">The long payloads of those.</param>
    /// <param name="options">Limits.</param>
    /// <param name="store">Says after which time a pointer to nothing is the remains of a crash.</param>
    /// <param name="clock">Measures leases.</param>
    public Mailbox(
        AffiliateName affiliate, IMailIndex mails, IObjectIndex objects, IObjectBlobs blobs, MailboxOptions options, ObjectStoreOptions store, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_affiliate, _mails, _objects, _blobs, _options, _clock) = (affiliate, mails, objects, blobs, options, clock);
        _grace = TimeSpan.FromMinutes(store.SweepGraceMinutes);
    }

    /// <summary>Delivers a reader's open mails that nobody else has a lease on.</summary>
    /// <param name="reader">Whose mail.</param>
    /// <param name="max">Most mails, 0 or more.</param>
    /// <param name="lease">How long no other poller gets them; zero for none, and then they are not counted as delivered.</param>
    /// <param name="cancellationToken">Ends the delivery; mails that were leased come again when the lease is over.</param>
    public async IAsyncEnumerable<ReceivedMail> ReceiveAsync(ReaderId reader, int max, TimeSpan lease, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(max);
        var left = max;
        if (left == 0)
        {
            yield break;
        }

        await foreach (var mail in _mails.ListOpenAsync(_affiliate, reader, cancellationToken).ConfigureAwait(false))
        {
            var taken = mail.LeasedUntil > _clock.GetUtcNow() ? null : await TakeAsync(mail, lease, cancellationToken).ConfigureAwait(false);
            if (taken is not null)
            {
                yield return taken;
                if (--left == 0)
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Says that a mail was dealt with. Safe to repeat; a mail that does not exist or is another reader's stays as it is, and nobody is told.</summary>
    /// <param name="mailId">The mail's UUID.</param>
    /// <param name="reader">Whose it must be; null when the caller did not say.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task AcknowledgeAsync(Guid mailId, ReaderId? reader, CancellationToken cancellationToken) => ChangeAsync(
        mailId,
        mail => mail.State == MailState.Acknowledged || (reader is not null && mail.Reader != reader) ? null : Settle(mail, MailState.Acknowledged, null),
        cancellationToken);

    /// <summary>Says that handling a mail failed for good: it goes to the dead letters.</summary>
    /// <param name="mailId">The mail's UUID.</param>
    /// <param name="reason">A stable error code and a sentence without secrets; cut at 1,024 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task GiveUpAsync(Guid mailId, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(mailId, mail => mail.State == MailState.Open ? Settle(mail, MailState.Dead, reason) : null, cancellationToken);

    /// <summary>Delivers a dead or acknowledged mail again, from the beginning; it keeps its place in the order.</summary>
    /// <param name="mailId">The mail's UUID.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is no such mail.</returns>
    public Task<bool> RetryAsync(Guid mailId, CancellationToken cancellationToken) => ChangeAsync(
        mailId,
        mail => mail.State == MailState.Open ? null : mail with { State = MailState.Open, Settled = null, Reason = null, LeasedUntil = null, Deliveries = 0 },
        cancellationToken);

    /// <summary>Lists a reader's open mail, leased mail too, in the order of arrival. Delivers nothing.</summary>
    /// <param name="reader">Whose mail.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public IAsyncEnumerable<MailRow> ListOpenAsync(ReaderId reader, CancellationToken cancellationToken) => _mails.ListOpenAsync(_affiliate, reader, cancellationToken);

    /// <summary>Lists the dead letters of all readers in the order of arrival.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    public IAsyncEnumerable<MailRow> ListDeadAsync(CancellationToken cancellationToken) => _mails.ListDeadAsync(_affiliate, cancellationToken);

    /// <summary>Reads one mail in any state, or null.</summary>
    /// <param name="mailId">The mail's UUID.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<MailRow?> FindAsync(Guid mailId, CancellationToken cancellationToken) => _mails.FindAsync(_affiliate, mailId, cancellationToken);

    private async Task<ReceivedMail?> TakeAsync(MailRow mail, TimeSpan lease, CancellationToken cancellationToken)
    {
        var row = await _objects.FollowAsync(_affiliate, mail.Key, mail.Audience, mail.ObjectId, cancellationToken).ConfigureAwait(false);
        if (row is null)
        {
            await ForgetAsync(mail, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (!row.Readers.Contains(mail.Reader))
        {
            // Taken from the reader, or wrapped for the reader's next key, to which a rotation gives the mail.
            return null;
        }

        if (lease > TimeSpan.Zero && mail.Deliveries >= _options.DeliveriesMax)
        {
            await DieAsync(mail, $"{ErrorCodes.MailUndeliverable}: delivered {mail.Deliveries} times without an acknowledgement.", cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (!await _blobs.HasPayloadAsync(row, cancellationToken).ConfigureAwait(false))
        {
            // The Rust store ends the stream here, and everything behind this mail is never delivered (object-store 6.6).
            await DieAsync(mail, $"{ErrorCodes.ObjectBytesMissing}: the storage lost the bytes of object {mail.Key}.", cancellationToken).ConfigureAwait(false);
            return null;
        }

        var leased = lease > TimeSpan.Zero
            ? await _mails.TryUpdateAsync(mail with { LeasedUntil = _clock.GetUtcNow() + lease, Deliveries = mail.Deliveries + 1 }, cancellationToken).ConfigureAwait(false)
            : mail;
        return leased is null ? null : new ReceivedMail(leased, new LocalObjectDownload(_blobs, row, DimeHeader.Parse(row.Header.Span)));
    }

    private async Task DieAsync(MailRow mail, string reason, CancellationToken cancellationToken)
    {
        // Who changed it meanwhile has settled it otherwise.
        if (await _mails.TryUpdateAsync(Settle(mail, MailState.Dead, reason), cancellationToken).ConfigureAwait(false) is not null)
        {
            StoreMeter.MailSettled(_affiliate, MailState.Dead);
        }
    }

    /// <summary>A pointer to nothing: its object is on its way, or a crash or a lost race left it.</summary>
    private Task ForgetAsync(MailRow mail, CancellationToken cancellationToken) =>
        mail.Arrived < _clock.GetUtcNow() - _grace ? _mails.RemoveAsync(mail, cancellationToken) : Task.CompletedTask;

    private MailRow Settle(MailRow mail, MailState state, string? reason) => mail with
    {
        State = state,
        Settled = _clock.GetUtcNow(),
        LeasedUntil = null,
        Reason = reason is { Length: > ReasonCharsMax } ? reason[..ReasonCharsMax] : reason,
    };

    /// <returns>Whether the mail exists.</returns>
    private async Task<bool> ChangeAsync(Guid mailId, Func<MailRow, MailRow?> change, CancellationToken cancellationToken)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            var mail = await _mails.FindAsync(_affiliate, mailId, cancellationToken).ConfigureAwait(false);
            if (mail is null)
            {
                return false;
            }

            if (change(mail) is not { } changed)
            {
                return true;
            }

            if (await _mails.TryUpdateAsync(changed, cancellationToken).ConfigureAwait(false) is not null)
            {
                if (changed.State != MailState.Open)
                {
                    StoreMeter.MailSettled(_affiliate, changed.State);
                }

                return true;
            }
        }

        throw new P8eTransientException(
            ErrorCodes.StorageUnavailable, $"Changing mail {mailId}: its row changed each of the {RoundsMax} times that it was looked at. Try again.");
    }
}
