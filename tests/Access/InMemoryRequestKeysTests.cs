using P8e.Access.Ports;
using P8e.Ports.Access;

namespace P8e.Access.Tests;

/// <summary>Keys in memory, which other tests build on, keep the port's promises.</summary>
public sealed class InMemoryRequestKeysTests : RequestKeysConformance
{
    /// <inheritdoc/>
    protected override IRequestKeys Keys { get; } = new InMemoryRequestKeys();
}
