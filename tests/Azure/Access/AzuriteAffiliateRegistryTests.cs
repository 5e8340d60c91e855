using P8e.Access.Ports;
using P8e.Azure.Access;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Ports.Access;

namespace P8e.Azure.Tests.Access;

/// <summary>The registry of affiliates on tables keeps the port's promises.</summary>
public sealed class AzuriteAffiliateRegistryTests(SharedAzurite azurite) : AffiliateRegistryConformance, IAsyncLifetime
{
    private TableAffiliateRegistry? _registry;

    /// <inheritdoc/>
    protected override IAffiliateRegistry Registry => _registry!;

    public async ValueTask InitializeAsync() => _registry = new TableAffiliateRegistry(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
