using P8e.Execution.Catalogue;
using P8e.Ports.Contracts;

namespace P8e.Execution.Tests.Catalogue;

/// <summary>The catalogue in memory keeps the port's promises.</summary>
public sealed class InMemoryContractCatalogueTests : ContractCatalogueConformance
{
    /// <inheritdoc/>
    protected override IContractCatalogue Catalogue { get; } = new InMemoryContractCatalogue();
}
