using System.Security.Cryptography;
using P8e.Access.Callers;
using P8e.Access.Keys;
using P8e.Azure.Access;
using P8e.Azure.Configuration;
using P8e.Azurite;
using P8e.Ports;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>What the tests of a class share: a storage account, a chain, and the affiliate's key file. Each test has its own hub and its own ids.</summary>
public sealed class World : IAsyncLifetime
{
    private static int _hubs;

    private DirectoryInfo _folder = null!;
    private AzuriteServer _azurite = null!;

    internal static Party Alice { get; } = Party.Named("alice");

    internal RunningChain Chain { get; private set; } = null!;

    /// <summary>Bob, who has funds too.</summary>
    internal static Party Bob { get; } = Party.Named("bob");

    internal AzuriteServer Storage => _azurite;

    /// <summary>Where the storage account keeps its files: everything is in them once it has ended in order.</summary>
    internal string StorageFolder => Path.Combine(_folder.FullName, "account");

    /// <summary>A file name that no other test has.</summary>
    internal string NewFile(string name) => Path.Combine(_folder.FullName, $"{Interlocked.Increment(ref _hubs)}-{name}");

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _folder = Directory.CreateTempSubdirectory("p8e-end-to-end-");
        _azurite = await AzuriteServer.StartAsync(Directory.CreateDirectory(StorageFolder).FullName, token);
        Chain = await RunningChain.StartAsync(token, Alice, Bob);
        foreach (var party in new[] { Alice, Bob })
        {
            using var key = P8e.Cryptography.Keys.PrivateKey.Import(party.Secret.Span);
            P8e.Cryptography.Keys.KeyFile.Create(KeyFileOf(party), key);
        }
    }

    internal string KeyFileOf(Party party) => Path.Combine(_folder.FullName, party.Name + ".key");

    /// <summary>Settings of a program of this world.</summary>
    /// <param name="hub">Its task hub.</param>
    internal Dictionary<string, string> Settings(string hub) => new()
    {
        ["Host__HttpAddress"] = "http://127.0.0.1:0",
        ["Host__Roles"] = "http,hub,timers",
        ["Host__Instance"] = "end-to-end",
        ["Hub__Name"] = hub,
        ["Hub__PollSeconds"] = "1",
        ["Storage__ConnectionString"] = _azurite.ConnectionString,
        ["Chain__ChainId"] = RunningChain.ChainId,
        ["Chain__GrpcAddress"] = Chain.Grpc.ToString(),
        ["Chain__RpcAddress"] = Chain.Rpc.ToString(),
        ["Affiliate__SigningKeyFile"] = KeyFileOf(Alice),
        // Where the subject is another than who calls.
        ["Access__Mode"] = "Loopback",
    };

    /// <summary>An API key of this world's storage account, as an operator makes it.</summary>
    /// <param name="grants">What it may do where: <c>read submit:bob</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<NewApiKey> MakeKeyAsync(string grants, CancellationToken cancellationToken)
    {
        var clients = new StorageClients(new StorageOptions { ConnectionString = _azurite.ConnectionString }, TimeProvider.System);
        var keys = new ApiKeys(new TableApiKeys(clients.Tables), RandomNumberGenerator.Fill, TimeProvider.System);
        return await keys.CreateAsync(Caller.Local, new ApiKeyRequest("test", AccessGrants.Read(grants.Split(' '), "", out _)), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Chain.DisposeAsync();
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
