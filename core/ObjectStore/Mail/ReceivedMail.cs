using P8e.ObjectStore.Ports;

namespace P8e.ObjectStore.Mail;

/// <summary>A mail with the object it points to, still sealed.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Download">Its object.</param>
public sealed record ReceivedMail(MailRow Mail, ObjectDownload Download);
