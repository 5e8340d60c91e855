using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Sharing;

/// <summary>How it went with one object of a list.</summary>
/// <param name="Position">Position of its key in the list, from 0. A list that was broken off goes on at the position reported last.</param>
/// <param name="Key">The key.</param>
/// <param name="Shared">The object; null when it was refused.</param>
/// <param name="ErrorCode">One of <see cref="ErrorCodes"/> when it was refused.</param>
/// <param name="Message">Why it was refused.</param>
public sealed record ShareReport(int Position, ObjectKey Key, SharedObject? Shared, string? ErrorCode, string? Message);
