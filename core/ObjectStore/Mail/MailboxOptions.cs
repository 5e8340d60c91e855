namespace P8e.ObjectStore.Mail;

/// <summary>Settings of the mailbox (<c>Mailbox:…</c>).</summary>
public sealed class MailboxOptions
{
    /// <summary>
    /// How long a mail that a caller of <c>MailboxService.Get</c> was given is kept from the next one, in seconds. Default 0: peers' pollers expect
    /// the same mail until they acknowledge it (recorded: mail-two-pollers). Range 0 to 3,600. Our own pollers say how long they need.
    /// </summary>
    public int WireLeaseSeconds
    {
        get;
        set => field = InRange(value, 0, 3600);
    }

    /// <summary>How often a leased mail is delivered before it is dead. Default 10, range 1 to 1,000.</summary>
    public int DeliveriesMax
    {
        get;
        set => field = InRange(value, 1, 1000);
    } = 10;

    /// <summary>Largest container that is taken as a mail, in bytes: it is delivered as one message (object-store 10 no. 17). Default 16 MiB, range 1 MiB to 64 MiB.</summary>
    public int ContainerBytesMax
    {
        get;
        set => field = InRange(value, 1 << 20, 64 << 20);
    } = 16 << 20;

    private static int InRange(int value, int minimum, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, maximum);
        return value;
    }
}
