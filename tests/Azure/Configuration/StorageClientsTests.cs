using Azure.Core;
using P8e.Azure.Configuration;
using P8e.Azure.Tables;
using P8e.Azurite;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Configuration;

public sealed class StorageClientsTests(SharedAzurite azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_OfOneConnectionString_ReachTablesAndBlobs()
    {
        var clients = new StorageClients(new StorageOptions { ConnectionString = (await azurite.ServerAsync()).ConnectionString }, TimeProvider.System);
        var table = clients.Tables.GetTableClient(azurite.NewName(nameof(StorageClientsTests)));
        var container = clients.Blobs.GetBlobContainerClient(azurite.NewName(nameof(StorageClientsTests)));

        await table.CreateIfNotExistsAsync(Cancel);
        await table.AddEntityAsync(new TableEntity("p", "r"), Cancel);
        await container.CreateAsync(cancellationToken: Cancel);
        await container.GetBlobClient("b").UploadAsync(new BinaryData([1, 2, 3]), Cancel);

        Assert.True((await table.GetEntityIfExistsAsync("p", "r", cancellationToken: Cancel)).HasValue);
        Assert.Equal([1, 2, 3], (await container.GetBlobClient("b").DownloadContentAsync(Cancel)).Value.Content.ToArray());
    }

    [Fact]
    public void Clients_WithIdentity_NeedACredential()
    {
        var options = new StorageOptions
        {
            Credential = StorageCredentialKind.Identity,
            BlobEndpoint = new Uri("https://account.blob.core.windows.net"),
            TableEndpoint = new Uri("https://account.table.core.windows.net"),
        };
        var credential = DelegatedTokenCredential.Create((_, _) => new AccessToken("t", DateTimeOffset.MaxValue));

        var clients = new StorageClients(options, TimeProvider.System, credential);

        Assert.Equal((options.TableEndpoint, options.BlobEndpoint), (clients.Tables.Uri, clients.Blobs.Uri));
        Assert.Throws<ArgumentNullException>(() => new StorageClients(options, TimeProvider.System));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("AccountName=a;AccountKey=secret*")]
    public void Clients_ConnectionStringIsNotOne_IsRefusedWithoutShowingIt(string text)
    {
        var error = Assert.Throws<P8eInputException>(() => new StorageClients(new StorageOptions { ConnectionString = text }, TimeProvider.System));

        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }
}
