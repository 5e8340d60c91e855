using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sharing;

/// <summary>What one piece of a rotation did.</summary>
/// <param name="Seen">Objects that were looked at.</param>
/// <param name="Rewrapped">Objects that the new key reads now in place of the old one.</param>
/// <param name="Refused">Objects that only the old key reads still, with the reason.</param>
/// <param name="Next">Where the next piece begins; null when all objects were looked at.</param>
public sealed record RotationReport(int Seen, int Rewrapped, IReadOnlyList<RotationRefusal> Refused, ObjectKey? Next);
