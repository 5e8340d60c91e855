using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>To which object a blob belongs.</summary>
/// <param name="Key">What the object is filed under.</param>
/// <param name="Audience">The audience it was uploaded for; it may have got another one since.</param>
public sealed record BlobOrigin(ObjectKey Key, AudienceId Audience);
