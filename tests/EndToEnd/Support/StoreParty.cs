using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Grpc;
using P8e.ObjectStore;
using P8e.ObjectStore.Remote;
using P8e.ObjectStore.Sealing;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>A party's program, which may be killed and started again on its ports, and ways to its store.</summary>
internal sealed class StoreParty : IAsyncDisposable
{
    private const string OwnHeader = "x-store-key";

    private readonly Dictionary<string, string> _settings;
    private readonly string _folder;
    private readonly string _secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly HttpClient _http;
    private readonly RemoteConnection _connection;
    private ChildProgram? _program;
    private int _starts;

    internal StoreParty(Party key, int httpPort, int grpcPort, string folder, Dictionary<string, string> settings)
    {
        (Key, _folder) = (key, folder);
        GrpcAddress = $"http://127.0.0.1:{grpcPort}";
        _settings = new Dictionary<string, string>(settings)
        {
            ["Host__HttpAddress"] = $"http://127.0.0.1:{httpPort}",
            ["Host__GrpcAddress"] = GrpcAddress,
            ["Host__Instance"] = Name,
            ["Hub__Name"] = Name,
            ["Affiliate__Name"] = Name,
            ["Access__Mode"] = "Loopback",
        };
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{httpPort}") };
        _connection = new RemoteConnection(new RemoteStoreOptions { Name = Name, Address = GrpcAddress, Headers = new GrpcMetadata { { OwnHeader, _secret } } }, TimeProvider.System);
        Objects = new SealedObjects(new GrpcObjectStore(_connection), new ObjectStoreOptions(), new SystemRandomSource(), TimeProvider.System);
        Mailbox = new RemoteMailbox(_connection);
    }

    internal string Name => Key.Name;

    internal Party Key { get; }

    internal string GrpcAddress { get; }

    /// <summary>The store over gRPC, as the party itself.</summary>
    internal SealedObjects Objects { get; }

    internal RemoteMailbox Mailbox { get; }

    /// <summary>What its programs printed last.</summary>
    internal string Output => _program?.Output ?? "";

    /// <summary>The party's key at home, with the header for calls in its name.</summary>
    internal JsonObject OwnRegistration => new() { ["publicKey"] = Key.Key.ToBase64(), ["url"] = "", ["authHeader"] = OwnHeader, ["authValue"] = _secret };

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        var portFile = Path.Combine(_folder, $"{Name}-{_starts++}.json");
        _program = ChildProgram.Start("P8e.Functions", [], new Dictionary<string, string>(_settings) { ["Host__PortFile"] = portFile });
        await _program.ReadyAsync(portFile, cancellationToken);
    }

    /// <summary>SIGKILL, and a new program on the same ports.</summary>
    internal async Task KillAndStartAsync(CancellationToken cancellationToken)
    {
        await _program!.KillAsync(cancellationToken);
        await _program.DisposeAsync();
        await StartAsync(cancellationToken);
    }

    internal async Task RegisterAsync(JsonObject registration, CancellationToken cancellationToken)
    {
        using var body = new StringContent(registration.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync("/api/v1/public-keys", body, cancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellationToken) + Output);
    }

    /// <summary>Puts an object.</summary>
    /// <returns>Whether it was acknowledged; no when the program died under it.</returns>
    internal async Task<bool> TryPutAsync(KilledObject what, PublicKey reader, CancellationToken cancellationToken)
    {
        try
        {
            if (what.OverGrpc)
            {
                using var content = new MemoryStream(what.Content(), writable: false);
                var request = new SealRequest { Owner = Key.Key, Signer = Key.Signer, Readers = [reader], Metadata = what.Metadata };
                return (await Objects.PutAsync(content, request, cancellationToken)).Hash.Equals(what.Hash) ? true : throw new InvalidOperationException($"{what}: another hash was acknowledged");
            }

            using var body = new ByteArrayContent(what.Content());
            using var response = await _http.PostAsync($"/api/v1/objects?reader={KeyText.Write(reader)}{(what.IsMail ? "&mail=FRAGMENT_REQUEST" : "")}", body, cancellationToken);
            return response.StatusCode == HttpStatusCode.Created
                ? true : throw new InvalidOperationException($"{what}: the put was answered with {response.StatusCode}, {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
        catch (Exception gone) when (IsOfADeadProgram(gone))
        {
            return false;
        }
    }

    /// <summary>Asks for an object.</summary>
    /// <returns>Whether there was an answer, and the content; null when the answer is that there is none.</returns>
    internal async Task<(bool Answered, byte[]? Content)> TryGetAsync(KilledObject what, bool overGrpc, CancellationToken cancellationToken)
    {
        try
        {
            return (true, overGrpc ? await GetOverGrpcAsync(what, cancellationToken) : await GetOverHttpAsync(what, cancellationToken));
        }
        catch (Exception gone) when (IsOfADeadProgram(gone))
        {
            return (false, null);
        }
    }

    /// <summary>The hashes that wait to be sent to other stores.</summary>
    internal async Task<IReadOnlyList<string>> ReadWaitingAsync(CancellationToken cancellationToken)
    {
        var answer = JsonSerializer.Deserialize<JsonElement>(await _http.GetByteArrayAsync("/api/v1/replication?most=1000", cancellationToken));
        return [.. answer.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("hash").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        _http.Dispose();
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }
    }

    private async Task<byte[]?> GetOverGrpcAsync(KilledObject what, CancellationToken cancellationToken)
    {
        try
        {
            using var opened = await Objects.OpenAsync(what.Hash, Key.Agreement, cancellationToken);
            return await opened.ReadAllBytesAsync(int.MaxValue, cancellationToken);
        }
        catch (P8eStateException none) when (none.Code == ErrorCodes.ObjectNotFound)
        {
            return null;
        }
    }

    private async Task<byte[]?> GetOverHttpAsync(KilledObject what, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync($"/api/v1/objects/{what.Path}", cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => await response.Content.ReadAsByteArrayAsync(cancellationToken),
            HttpStatusCode.NotFound => null,
            var other => throw new InvalidOperationException($"{what}: {Name} answered a get with {other}, {await response.Content.ReadAsStringAsync(cancellationToken)}"),
        };
    }

    /// <summary>Not any trouble: only that the connection was refused or broke off.</summary>
    private static bool IsOfADeadProgram(Exception error) => error is HttpRequestException or IOException or P8eTransientException { Code: ErrorCodes.GrpcUnavailable };
}
