using P8e.Azure.Configuration;
using P8e.Azure.Objects;
using P8e.Azurite;
using P8e.Ports.Objects;

namespace P8e.Azure.Tests.Objects;

/// <summary>The product's adapters on the shared emulator.</summary>
internal static class AzuriteStorage
{
    internal static async Task<StorageClients> ClientsAsync(SharedAzurite azurite)
    {
        var server = await azurite.ServerAsync();
        return new StorageClients(new StorageOptions { ConnectionString = server.ConnectionString }, TimeProvider.System);
    }

    internal static async Task<StorageUnderTest> OpenAsync(SharedAzurite azurite)
    {
        var clients = await ClientsAsync(azurite);
        return new StorageUnderTest(new TableObjectIndex(clients.Tables), new BlobObjectBlobs(clients.Blobs), TimeProvider.System);
    }
}
