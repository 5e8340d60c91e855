namespace P8e.ObjectStore.Auditing;

/// <summary>How an act on an object ended that was not refused.</summary>
/// <param name="ObjectId">UUID of the object.</param>
/// <param name="IsChange">Whether anything was changed.</param>
internal readonly record struct ActResult(Guid ObjectId, bool IsChange);
