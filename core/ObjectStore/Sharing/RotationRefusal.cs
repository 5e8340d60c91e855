using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sharing;

/// <summary>An object that could not be wrapped for a new key.</summary>
/// <param name="Key">Its key.</param>
/// <param name="ObjectId">Its UUID.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
public sealed record RotationRefusal(ObjectKey Key, Guid ObjectId, string Code);
