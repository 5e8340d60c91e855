using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using P8e.Azure.Configuration;
using P8e.Azure.Objects;
using P8e.Azurite;
using P8e.Cryptography.Keys;
using P8e.ObjectStore;
using P8e.ObjectStore.Sweeping;
using P8e.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>Two parties, each with a program of its own on one storage account: what the originator stores for the servicer is sent to the servicer's program.</summary>
internal sealed class StorePair : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p8e-store-pair-");
    private AzuriteServer _azurite = null!;

    private StorePair()
    {
    }

    internal StoreParty Originator { get; private set; } = null!;

    internal StoreParty Servicer { get; private set; } = null!;

    /// <summary>Starts everything, and registers each party's key where it is needed.</summary>
    internal static async Task<StorePair> StartAsync(CancellationToken cancellationToken)
    {
        var pair = new StorePair();
        try
        {
            await pair.LaunchAsync(cancellationToken);
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }

        return pair;
    }

    /// <summary>Sweeps a party's store with a clock by which everything is old.</summary>
    internal async Task<SweepReport> SweepAsync(StoreParty party, CancellationToken cancellationToken)
    {
        var later = new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddDays(2));
        var clients = new StorageClients(new StorageOptions { ConnectionString = _azurite.ConnectionString }, TimeProvider.System);
        var sweeper = new ObjectSweeper(new BlobObjectBlobs(clients.Blobs), new TableObjectIndex(clients.Tables), new ObjectStoreOptions(), later);
        Assert.Empty(await sweeper.FindRowsWithoutBytesAsync(AffiliateName.Parse(party.Name), cancellationToken).Select(row => row.Key.ToString()).ToListAsync(cancellationToken));
        return await sweeper.SweepAsync(AffiliateName.Parse(party.Name), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var party in new[] { Originator, Servicer })
        {
            if (party is not null)
            {
                await party.DisposeAsync();
            }
        }

        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        _azurite = await AzuriteServer.StartAsync(_folder.CreateSubdirectory("account").FullName, cancellationToken);
        var secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
        var secretFile = await WriteAsync("peer.secret", secret, cancellationToken);
        var accepted = await WriteAsync("servicer.peers", $"originator {Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)))}\n", cancellationToken);

        Servicer = Create("servicer", new Dictionary<string, string> { ["ObjectStore__PeerKeysFile"] = accepted });
        var known = await WriteAsync("originator.peers", $"servicer {Servicer.GrpcAddress} x-p8e-peer-key {secretFile}\n", cancellationToken);
        Originator = Create("originator", new Dictionary<string, string>
        {
            ["ObjectStore__PeersFile"] = known,
            ["ObjectStore__PeersAllowed"] = new Uri(Servicer.GrpcAddress).Authority,
            ["ObjectStore__ReplicationBackoffSeconds"] = "1",
        });
        await Task.WhenAll(Servicer.StartAsync(cancellationToken), Originator.StartAsync(cancellationToken));
        await Servicer.RegisterAsync(Servicer.OwnRegistration, cancellationToken);
        await Originator.RegisterAsync(Originator.OwnRegistration, cancellationToken);
        await Originator.RegisterAsync(new JsonObject { ["publicKey"] = Servicer.Key.Key.ToBase64(), ["url"] = Servicer.GrpcAddress }, cancellationToken);
    }

    private StoreParty Create(string name, Dictionary<string, string> further)
    {
        var party = Party.Named(name);
        var keyFile = Path.Combine(_folder.FullName, $"{name}.key");
        using (var key = PrivateKey.Import(party.Secret.Span))
        {
            KeyFile.Create(keyFile, key);
        }

        return new StoreParty(party, FreePort(), FreePort(), _folder.FullName, new Dictionary<string, string>(further)
        {
            ["Storage__ConnectionString"] = _azurite.ConnectionString,
            ["Affiliate__SigningKeyFile"] = keyFile,
        });
    }

    private async Task<string> WriteAsync(string name, string text, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text, cancellationToken);
        return path;
    }

    /// <summary>A port that a program gets back after it was killed: below those that the system gives to anybody's connections.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(12_000, 32_000);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it; another one.
            }
        }
    }
}
