using P8e.Access.Ports;
using P8e.Azure.Access;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Ports.Access;

namespace P8e.Azure.Tests.Access;

/// <summary>Idempotency keys on tables keep the port's promises.</summary>
public sealed class AzuriteRequestKeysTests(SharedAzurite azurite) : RequestKeysConformance, IAsyncLifetime
{
    private TableRequestKeys? _keys;

    /// <inheritdoc/>
    protected override IRequestKeys Keys => _keys!;

    public async ValueTask InitializeAsync() => _keys = new TableRequestKeys(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
