using P8e.Azure.Contracts;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Execution.Catalogue;
using P8e.Ports.Contracts;

namespace P8e.Azure.Tests.Contracts;

/// <summary>The catalogue on tables keeps the port's promises.</summary>
public sealed class AzuriteContractCatalogueTests(SharedAzurite azurite) : ContractCatalogueConformance, IAsyncLifetime
{
    private TableContractCatalogue? _catalogue;

    /// <inheritdoc/>
    protected override IContractCatalogue Catalogue => _catalogue!;

    public async ValueTask InitializeAsync() => _catalogue = new TableContractCatalogue(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
