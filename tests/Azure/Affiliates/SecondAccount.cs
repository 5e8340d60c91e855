using P8e.Azure.Configuration;
using P8e.Azure.Tests.Objects;
using P8e.Azurite;

namespace P8e.Azure.Tests.Affiliates;

/// <summary>A storage account besides the one that all tests share.</summary>
public sealed class SecondAccount : IAsyncLifetime
{
    internal SharedAzurite Server { get; } = new();

    internal StorageClients Storage { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Storage = await AzuriteStorage.ClientsAsync(Server);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
