using P8e.Azure.Objects;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>The table adapter keeps the port's promises.</summary>
public sealed class AzuritePublicKeysTests(SharedAzurite azurite) : PublicKeysConformance, IAsyncLifetime
{
    private TablePublicKeys? _keys;

    /// <inheritdoc/>
    protected override IPublicKeys Keys => _keys!;

    public async ValueTask InitializeAsync() => _keys = new TablePublicKeys(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
