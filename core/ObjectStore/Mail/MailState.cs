namespace P8e.ObjectStore.Mail;

/// <summary>Where a mail stands.</summary>
public enum MailState
{
    /// <summary>Waits for its reader, or is leased to one of the reader's pollers.</summary>
    Open,

    /// <summary>Its reader is done with it.</summary>
    Acknowledged,

    /// <summary>It failed too often or for good; it is delivered to nobody until somebody retries it.</summary>
    Dead,
}
