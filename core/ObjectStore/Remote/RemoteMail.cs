namespace P8e.ObjectStore.Remote;

/// <summary>A mail of a partner's store.</summary>
/// <param name="MailId">Names it in an acknowledgement; not the object's UUID.</param>
/// <param name="Container">The whole container as it was sent. Nobody has looked into it: one that is damaged must not hide those behind it.</param>
public sealed record RemoteMail(Guid MailId, ReadOnlyMemory<byte> Container);
