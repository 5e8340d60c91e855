using P8e.Azure.Chain;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Chain.Following;
using P8e.Ports.Chain;

namespace P8e.Azure.Tests.Chain;

/// <summary>Cursors on tables keep the port's promises.</summary>
public sealed class AzuriteCursorStoreTests(SharedAzurite azurite) : CursorStoreConformance, IAsyncLifetime
{
    private TableCursorStore? _cursors;

    /// <inheritdoc/>
    protected override ICursorStore Cursors => _cursors!;

    public async ValueTask InitializeAsync() => _cursors = new TableCursorStore(await EmulatedTables.ServiceAsync(azurite), Guid.NewGuid);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
