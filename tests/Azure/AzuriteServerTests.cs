using P8e.Azure.Tables;
using P8e.Azurite;

namespace P8e.Azure.Tests;

public sealed class AzuriteServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StopAsync_OnAFolder_KeepsRowsAndPortsOverTheRestart()
    {
        var folder = Directory.CreateTempSubdirectory("p8e-azurite-");
        try
        {
            await using var server = await AzuriteServer.StartAsync(folder.FullName, Cancel);
            var table = new TableServiceClient(server.ConnectionString).GetTableClient("rows");
            await table.CreateIfNotExistsAsync(Cancel);
            await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1L }, Cancel);
            var before = server.ConnectionString;

            await server.StopAsync(Cancel);
            await server.RestartAsync(Cancel);

            Assert.Equal(before, server.ConnectionString);
            Assert.Equal(1L, (await table.GetEntityAsync("p", "r", cancellationToken: Cancel)).Value.GetInt64("A"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Kill_InMemory_RestartsEmpty()
    {
        await using var server = await AzuriteServer.StartAsync(cancellationToken: Cancel);
        var service = new TableServiceClient(server.ConnectionString);
        await service.CreateTableIfNotExistsAsync("rows", Cancel);

        server.Kill();
        await server.RestartAsync(Cancel);

        Assert.Empty(await service.QueryAsync(cancellationToken: Cancel).ToListAsync(Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.RestartAsync(Cancel));
    }

    [Fact]
    public async Task AbandonAsync_StarterGone_EndsByItself()
    {
        await using var server = await AzuriteServer.StartAsync(cancellationToken: Cancel);

        await server.AbandonAsync(Cancel);

        using var client = new System.Net.Sockets.TcpClient();
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => client.ConnectAsync("127.0.0.1", server.TablePort, Cancel).AsTask());
    }

    [Fact]
    public async Task NewName_AskedTwice_GivesTwoTableNames()
    {
        await using var shared = new SharedAzurite();

        Assert.Equal(["tabcdef1", "tabcdef2"], [shared.NewName("Abc_1/Déef"), shared.NewName("Abc-Def")]);
    }
}
