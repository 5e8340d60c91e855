using P8e.ObjectStore.Mail;

namespace P8e.ObjectStore.Tests.Mail;

/// <summary>Delivery at least once, in order, to one poller at a time, and what becomes of mail that cannot be delivered.</summary>
public sealed class MailboxTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private readonly PostOffice _office = new(new MailboxOptions { DeliveriesMax = 3 });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receive_SeveralMails_ComeInTheOrderOfArrival()
    {
        var sent = new List<string>();
        for (byte i = 0; i < 12; i++)
        {
            sent.Add((await _office.MailAsync([i], MailType.FragmentRequest, "reader")).Stored.Key.ToString());
            _office.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(sent, (await _office.ReceiveAsync("reader")).Select(key => key.ToString()));
        Assert.Equal(sent.Take(5), (await _office.ReceiveAsync("reader", max: 5)).Select(key => key.ToString()));
        Assert.Empty(await _office.ReceiveAsync("reader", max: 0));
        Assert.Empty(await _office.ReceiveAsync("owner"));
    }

    [Fact]
    public async Task Receive_WithALease_KeepsTheMailFromTheNextPollerUntilItEnds()
    {
        await _office.MailAsync([1], MailType.FragmentRequest, "reader");

        Assert.Single(await _office.ReceiveAsync("reader", Lease));
        Assert.Empty(await _office.ReceiveAsync("reader", Lease));
        Assert.Empty(await _office.ReceiveAsync("reader"));
        _office.Clock.Advance(Lease);
        Assert.Single(await _office.ReceiveAsync("reader", Lease));
    }

    [Fact]
    public async Task Receive_TwoPollersAtOnce_OneGetsTheMail()
    {
        await _office.MailAsync([1], MailType.FragmentRequest, "reader");

        var both = await Task.WhenAll(_office.ReceiveAsync("reader", Lease).AsTask(), _office.ReceiveAsync("reader", Lease).AsTask());

        Assert.Single(both.SelectMany(keys => keys));
    }

    [Fact]
    public async Task Receive_WithoutALease_GivesTheSameMailAgain()
    {
        await _office.MailAsync([1], MailType.ErrorResponse, "reader");

        for (var i = 0; i < 10; i++)
        {
            Assert.Single(await _office.ReceiveAsync("reader"));
        }
    }

    [Fact]
    public async Task Receive_MailThatNobodyEverAcknowledges_GoesToTheDeadLettersWithItsReason()
    {
        await _office.MailAsync([1], MailType.FragmentRequest, "reader");
        await _office.MailAsync([2], MailType.FragmentRequest, "reader");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(2, (await _office.ReceiveAsync("reader", Lease)).Length);
            _office.Clock.Advance(Lease);
        }

        Assert.Empty(await _office.ReceiveAsync("reader", Lease));
        var dead = await _office.Mailbox.ListDeadAsync(Token).ToArrayAsync(Token);
        Assert.Equal(2, dead.Length);
        Assert.All(dead, mail => Assert.StartsWith("mail.undeliverable: delivered 3 times", mail.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retry_OfADeadMail_DeliversItAgainAndCountsAnew()
    {
        await _office.MailAsync([1], MailType.FragmentRequest, "reader");
        var mail = Assert.Single(await _office.OpenMailAsync("reader"));
        await _office.Mailbox.GiveUpAsync(mail.MailId, "envelope.broken: it cannot be read.", Token);
        Assert.Empty(await _office.ReceiveAsync("reader"));

        Assert.True(await _office.Mailbox.RetryAsync(mail.MailId, Token));

        Assert.Single(await _office.ReceiveAsync("reader", Lease));
        Assert.Equal(1, (await _office.Mailbox.FindAsync(mail.MailId, Token))!.Deliveries);
        Assert.False(await _office.Mailbox.RetryAsync(Guid.Empty, Token));
    }

    [Fact]
    public async Task Acknowledge_RepeatedForeignAndUnknown_ChangeNothingMore()
    {
        await _office.MailAsync([1], MailType.FragmentRequest, "reader", "other");
        var mail = Assert.Single(await _office.OpenMailAsync("reader"));

        await _office.Mailbox.AcknowledgeAsync(Guid.Empty, null, Token);
        await _office.Mailbox.AcknowledgeAsync(mail.MailId, PostOffice.IdOf("other"), Token);
        Assert.Single(await _office.ReceiveAsync("reader"));

        await _office.Mailbox.AcknowledgeAsync(mail.MailId, PostOffice.IdOf("reader"), Token);
        var settled = (await _office.Mailbox.FindAsync(mail.MailId, Token))!.Settled;
        _office.Clock.Advance(TimeSpan.FromHours(1));
        await _office.Mailbox.AcknowledgeAsync(mail.MailId, null, Token);

        Assert.Empty(await _office.ReceiveAsync("reader"));
        Assert.Single(await _office.ReceiveAsync("other"));
        Assert.Equal(settled, (await _office.Mailbox.FindAsync(mail.MailId, Token))!.Settled);
    }

    [Fact]
    public async Task Receive_PointerWithoutAnObject_IsPassedOverAndRemovedAfterTheGrace()
    {
        var sent = await _office.MailAsync([1], MailType.FragmentRequest, "reader");
        var mail = Assert.Single(await _office.OpenMailAsync("reader"));
        await _office.Mails.AddAsync([mail with { MailId = Guid.NewGuid(), ObjectId = Guid.NewGuid() }], Token);

        Assert.Equal([sent.Stored.Key], await _office.ReceiveAsync("reader"));
        Assert.Equal(2, (await _office.OpenMailAsync("reader")).Length);

        _office.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal([sent.Stored.Key], await _office.ReceiveAsync("reader"));
        Assert.Single(await _office.OpenMailAsync("reader"));
    }

    [Fact]
    public async Task Receive_ObjectWhoseBytesAreLost_IsDeadAndTheNextMailComes()
    {
        var lost = await _office.MailAsync(new byte[4000], MailType.FragmentRequest, "reader");
        var next = await _office.MailAsync([2], MailType.FragmentRequest, "reader");
        var row = await _office.Index.FindForReaderAsync(_office.Affiliate, lost.Stored.Key, PostOffice.IdOf("reader"), Token);
        await _office.Blobs.DeleteAsync(_office.Affiliate, row!.BlobName!, Token);

        Assert.Equal([next.Stored.Key], await _office.ReceiveAsync("reader"));
        Assert.StartsWith("object.bytes_missing", Assert.Single(await _office.Mailbox.ListDeadAsync(Token).ToArrayAsync(Token)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GiveUp_LongReason_IsCut()
    {
        await _office.MailAsync([1], MailType.FragmentRequest, "reader");
        var mail = Assert.Single(await _office.OpenMailAsync("reader"));

        await _office.Mailbox.GiveUpAsync(mail.MailId, new string('x', 5000), Token);

        var dead = (await _office.Mailbox.FindAsync(mail.MailId, Token))!;
        Assert.Equal((MailState.Dead, 1024), (dead.State, dead.Reason!.Length));
    }
}
