namespace P8e.Durable.Ports;

/// <summary>The state of an instance as the store keeps it.</summary>
/// <param name="Version">Changes with every commit (an ETag).</param>
/// <param name="State">The hub's own bytes, at most <see cref="HubLimits.StateBytesMax"/>.</param>
public sealed record HubInstance(string Version, ReadOnlyMemory<byte> State);
