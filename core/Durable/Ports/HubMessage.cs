namespace P8e.Durable.Ports;

/// <summary>Something an instance is told.</summary>
/// <param name="Id">At most 128 characters of <c>0-9 a-z -</c>; in ordinal order of sending.</param>
/// <param name="Content">The hub's own bytes, at most <see cref="HubLimits.MessageBytesMax"/>.</param>
public sealed record HubMessage(string Id, ReadOnlyMemory<byte> Content);
