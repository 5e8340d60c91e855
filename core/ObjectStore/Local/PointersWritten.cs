using P8e.ObjectStore.Ports;

namespace P8e.ObjectStore.Local;

/// <summary>Pointers that were written for an object that may yet turn out to be a repeat.</summary>
/// <param name="Mails">Its mails.</param>
/// <param name="Homes">The stores it is to be sent to.</param>
internal sealed record PointersWritten(IReadOnlyList<MailRow> Mails, IReadOnlyList<ReplicationRow> Homes);
