using P8e.Azure.Objects;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.ObjectStore.Ports;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>The table adapter keeps the port's promises.</summary>
public sealed class AzuriteMailIndexTests(SharedAzurite azurite) : MailIndexConformance, IAsyncLifetime
{
    private TableMailIndex? _mails;

    /// <inheritdoc/>
    protected override IMailIndex Mails => _mails!;

    public async ValueTask InitializeAsync() => _mails = new TableMailIndex(await EmulatedTables.ServiceAsync(azurite));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
