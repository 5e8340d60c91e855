using P8e.Azure.Chain;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Chain.Submission;
using P8e.Ports.Chain;

namespace P8e.Azure.Tests.Chain;

/// <summary>The outbox on tables keeps the port's promises.</summary>
public sealed class AzuriteOutboxTests(SharedAzurite azurite) : OutboxConformance, IAsyncLifetime
{
    private TableOutbox? _outbox;

    /// <inheritdoc/>
    protected override IOutbox Outbox => _outbox!;

    public async ValueTask InitializeAsync() => _outbox = new TableOutbox(await EmulatedTables.ServiceAsync(azurite), Guid.NewGuid);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
