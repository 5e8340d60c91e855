using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sharing;

/// <summary>An object after its readers were changed.</summary>
/// <param name="Key">Its key.</param>
/// <param name="ObjectId">Its UUID, which stays.</param>
/// <param name="Audience">Its audience now.</param>
/// <param name="Readers">Its distinct readers now, in ascending order.</param>
/// <param name="IsChange">False when everything was as it should be.</param>
public sealed record SharedObject(ObjectKey Key, Guid ObjectId, AudienceId Audience, IReadOnlyList<ReaderId> Readers, bool IsChange);
