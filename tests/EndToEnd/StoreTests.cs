using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>The encrypted object store through the program's HTTP and gRPC ports, on Azurite.</summary>
public sealed class StoreTests(World world) : IClassFixture<World>
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(3_000_000);

    private static readonly (string Method, string Path, string Code)[] Wrong =
    [
        ("GET", "/api/v1/objects/nothash", "hash.invalid"),
        ("GET", "/api/v1/objects/AAAAAAAAAAAAAAAAAAAAAA", "object.not_found"),
        ("GET", "/api/v1/objects/AAAAAAAAAAAAAAAAAAAAAA/view", "request.malformed"),
        ("POST", "/api/v1/objects?reader=me", "request.malformed"),
        ("POST", "/api/v1/objects?hash=md5", "request.malformed"),
        ("POST", "/api/v1/objects?mail=OTHER", "request.malformed"),
        ("GET", "/api/v1/objects/AAAAAAAAAAAAAAAAAAAAAA/readers", "object.not_found"),
        ("POST", "/api/v1/objects/AAAAAAAAAAAAAAAAAAAAAA/readers", "request.malformed"),
        ("POST", "/api/v1/objects/AAAAAAAAAAAAAAAAAAAAAA/lifetime", "request.malformed"),
        ("GET", "/api/v1/mail?state=lost", "request.malformed"),
        ("POST", "/api/v1/mail/1/acknowledge", "mail.not_found"),
        ("POST", "/api/v1/mail/3c5e0937-eb27-4ffa-a60a-3f32573e555b/retry", "mail.not_found"),
        ("POST", "/api/v1/public-keys", "request.malformed"),
        ("GET", "/api/v1/audit?day=today", "request.malformed"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Object_ThroughHttp_ComesBackWholeInRangesAndToItsReaderOnly()
    {
        await using var alice = await StartAsync("storealice", "alice", World.Alice);
        await using var bob = await StartAsync("storebob", "alice", World.Bob);
        using var http = new HttpClient { BaseAddress = alice.Address };

        var put = await http.PostAsync("/api/v1/objects", new ByteArrayContent(Content), Token);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        var path = put.Headers.Location!.ToString();
        Assert.Equal(Content, await http.GetByteArrayAsync(path, Token));
        Assert.Equal((HttpStatusCode.PartialContent, "bytes 10-19/3000000"), await RangeAsync(http, path, new RangeItemHeaderValue(10, 19), Content[10..20]));
        Assert.Equal((HttpStatusCode.PartialContent, "bytes 2999995-2999999/3000000"), await RangeAsync(http, path, new RangeItemHeaderValue(null, 5), Content[^5..]));
        Assert.Equal((HttpStatusCode.PartialContent, "bytes 2999999-2999999/3000000"), await RangeAsync(http, path, new RangeItemHeaderValue(2_999_999, null), Content[^1..]));
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, "bytes */3000000"), await RangeAsync(http, path, new RangeItemHeaderValue(3_000_000, null), []));

        // The same account and partitions, another key: there is nothing for it, until it is shared.
        using var stranger = new HttpClient { BaseAddress = bob.Address };
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path, Token)).StatusCode);
        var shared = await ShareAsync(http, path, "add");
        Assert.Equal((2, true), (shared.GetProperty("readers").GetInt32(), shared.GetProperty("changed").GetBoolean()));
        Assert.Equal(Content, await stranger.GetByteArrayAsync(path, Token));
        await ShareAsync(http, path, "remove");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path, Token)).StatusCode);
        Assert.Equal(Content, await http.GetByteArrayAsync(path, Token));
    }

    [Fact]
    public async Task Object_HeldAndShredded_IsGoneAndStaysGoneWithAnAudit()
    {
        await using var program = await StartAsync("storeshred", "shredder", World.Alice);
        using var http = new HttpClient { BaseAddress = program.Address };
        var put = await (await http.PostAsync("/api/v1/objects", new ByteArrayContent([1, 2, 3]), Token)).Content.ReadFromJsonAsync<JsonElement>(Token);
        var id = put.GetProperty("id").GetString()!;
        var path = $"/api/v1/objects/{Convert.ToHexStringLower(Convert.FromBase64String(put.GetProperty("hash").GetString()!))}";

        await ActAsync("hold");
        Assert.Equal(HttpStatusCode.Conflict, (await ActAsync("shred")).StatusCode);
        Assert.Equal([1, 2, 3], await http.GetByteArrayAsync(path, Token));
        await ActAsync("release");
        Assert.Equal(HttpStatusCode.OK, (await ActAsync("shred")).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(path, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await http.PostAsync("/api/v1/objects", new ByteArrayContent([1, 2, 3]), Token)).StatusCode);
        Assert.Equal(0, (await program.GetAsync("/api/v1/objects", Token)).GetProperty("items").GetArrayLength());
        var audit = await program.GetAsync($"/api/v1/audit?day={DateTime.UtcNow:yyyy-MM-dd}", Token);
        Assert.Equal(
            ["hold done", "shred object.on_hold", "release done", "shred done"],
            audit.GetProperty("items").EnumerateArray().Select(line => $"{line.GetProperty("act").GetString()} {line.GetProperty("outcome").GetString()}"));

        Task<HttpResponseMessage> ActAsync(string act) =>
            http.PostAsJsonAsync($"{path}/lifetime", new { id, act, reason = "a test" }, Token);
    }

    [Fact]
    public async Task Object_InAPartnersStore_IsPutAndReadOverGrpcWithTheRegisteredHeader()
    {
        await using var partner = await StartAsync("storehost", "host", World.Alice, ("Host__Roles", "http,grpc"), ("Host__GrpcAddress", "http://127.0.0.1:0"));
        using var operate = new HttpClient { BaseAddress = partner.Address };
        var word = world.NewFile("bob.word");
        await File.WriteAllTextAsync(word, "bob's word\n", Token);
        await using var guest = await StartAsync(
            "storeguest", "guest", World.Bob, ("ObjectStore__PartnerAddress", partner.Grpc!), ("ObjectStore__PartnerHeaderName", "x-bob"), ("ObjectStore__PartnerHeaderFile", word));
        using var http = new HttpClient { BaseAddress = guest.Address };

        var refused = await http.PostAsync("/api/v1/objects", new ByteArrayContent(Content), Token);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var key = Convert.ToBase64String(World.Bob.Key.Uncompressed);
        Assert.Equal(HttpStatusCode.OK, (await operate.PostAsJsonAsync("/api/v1/public-keys", new { publicKey = key, authHeader = "x-bob", authValue = "bob's word" }, Token)).StatusCode);
        // The registry of the partner's store is at most ten seconds old there, and at once where the key was registered.
        var put = await http.PostAsync("/api/v1/objects", new ByteArrayContent(Content), Token);

        Assert.True(put.StatusCode == HttpStatusCode.Created, await put.Content.ReadAsStringAsync(Token) + partner.Output);
        Assert.Equal(Content, await http.GetByteArrayAsync(put.Headers.Location, Token));
        Assert.Equal(1, (await partner.GetAsync("/api/v1/objects", Token)).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await guest.GetAsync("/api/v1/objects", Token)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Requests_ThatAreWrong_SaySo()
    {
        await using var program = await StartAsync("storewrong", "wrong", World.Alice);
        using var http = new HttpClient { BaseAddress = program.Address };
        foreach (var (method, path, code) in Wrong)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? new StringContent("{") : null };

            var answer = await http.SendAsync(request, Token);

            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.Equal((path, code), (path, problem.GetProperty("code").GetString()));
        }
    }

    private static async Task<(HttpStatusCode Status, string? Range)> RangeAsync(HttpClient http, string path, RangeItemHeaderValue range, byte[] expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue { Ranges = { range } } } };
        using var answer = await http.SendAsync(request, Token);
        Assert.Equal(expected, await answer.Content.ReadAsByteArrayAsync(Token));
        return (answer.StatusCode, answer.Content.Headers.ContentRange?.ToString());
    }

    private static async Task<JsonElement> ShareAsync(HttpClient http, string path, string how)
    {
        var answer = await http.PostAsJsonAsync($"{path}/readers", new Dictionary<string, string[]> { [how] = [KeyText.Write(World.Bob.Key)] }, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private Task<RunningProgram> StartAsync(string hub, string affiliate, P8e.Ports.Party party, params (string Name, string Value)[] settings) => RunningProgram.StartAsync(
        world,
        hub,
        Token,
        [
            ("Host__Roles", "http"), ("Affiliate__Name", affiliate), ("Affiliate__SigningKeyFile", world.KeyFileOf(party)),
            ("Chain__ChainId", ""), ("Chain__GrpcAddress", ""), ("Chain__RpcAddress", ""), .. settings,
        ]);
}
