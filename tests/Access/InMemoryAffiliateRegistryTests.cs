using P8e.Access.Ports;
using P8e.Ports.Access;

namespace P8e.Access.Tests;

/// <summary>The registry in memory keeps the port's promises, so that tests over it mean something.</summary>
public sealed class InMemoryAffiliateRegistryTests : AffiliateRegistryConformance
{
    /// <inheritdoc/>
    protected override IAffiliateRegistry Registry { get; } = new InMemoryAffiliateRegistry();
}
