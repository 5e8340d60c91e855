using P8e.Access.Ports;
using P8e.Ports.Access;

namespace P8e.Access.Tests.Keys;

/// <summary>Keys in memory, which other tests build on, keep the port's promises.</summary>
public sealed class InMemoryApiKeysTests : ApiKeysConformance
{
    /// <inheritdoc/>
    protected override IApiKeys Keys { get; } = new InMemoryApiKeys();
}
