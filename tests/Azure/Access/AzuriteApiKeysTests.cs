using P8e.Access.Ports;
using P8e.Azure.Access;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Ports.Access;

namespace P8e.Azure.Tests.Access;

/// <summary>API keys on tables keep the port's promises.</summary>
public sealed class AzuriteApiKeysTests(SharedAzurite azurite) : ApiKeysConformance, IAsyncLifetime
{
    private TableApiKeys? _adapter;

    /// <inheritdoc/>
    protected override IApiKeys Keys => _adapter!;

    public async ValueTask InitializeAsync() => _adapter = new TableApiKeys(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
