using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Mail;

namespace P8e.ObjectStore.Service;

/// <summary>What the gRPC services work on.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="Mailbox">The mail.</param>
/// <param name="Keys">The public keys.</param>
public sealed record StoreBackend(IObjectStore Objects, Mailbox Mailbox, PublicKeyRegistry Keys);
