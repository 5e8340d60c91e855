using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>A life of a program with secrets that can be told from everything else: of none of them is anything in its log, in any row, blob or message of its account, or in the body of any refusal.</summary>
public sealed class CanaryTests(World world) : IClassFixture<World>
{
    private const string Field = "canary words of a note kept nowhere";
    private const string PeerKey = "canary-of-a-peers-own-key-0451";
    private const string TokenWord = "canary of a token refused";

    /// <summary>The emulator's, which everybody knows; another account's is kept as well or as badly.</summary>
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq";

    private readonly StringBuilder _answers = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string BadToken => $"{Encoded("""{"alg":"RS256","typ":"JWT","kid":"k"}""")}.{Encoded($$"""{"name":"{{TokenWord}}"}""")}.c2lnbmF0dXJl";

    [Fact]
    public async Task Life_WithMarkedSecrets_LeavesNoneOfThemAnywhere()
    {
        var key = (await world.MakeKeyAsync("operate:originator read:originator submit:originator approve:originator", Token)).Text;
        var expired = (await world.MakeKeyAsync("read:originator", Token)).Text;
        var peerFile = world.NewFile("peer.secret");
        await File.WriteAllTextAsync(peerFile, PeerKey + "\n", Token);
        var peers = world.NewFile("peers");
        await File.WriteAllTextAsync(peers, $"carol http://127.0.0.1:9 x-p8e-peer-key {peerFile}\n", Token);
        await using var program = await RunningProgram.StartAsync(
            world, "canary", Token, LoanRequest.Trusting, ("Access__Mode", "Keys"), ("Access__FailuresPerMinute", "20"), ("ObjectStore__PeersFile", peers), ("ObjectStore__PeersAllowed", "127.0.0.1:9"),
            ("Access__TokenAuthority", "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0"), ("Access__TokenAudience", "6e74172b-be56-4843-9ff4-e66a39bb12e3"));
        using var caller = Caller(program, new("Bearer", key));
        await LiveAsync(caller);
        await FailAsync(program, caller, expired);
        await world.Storage.StopAsync(Token);

        var log = Encoding.UTF8.GetBytes(program.Output);
        var answers = Encoding.UTF8.GetBytes(_answers.ToString());
        Assert.NotEmpty(await Traces.FindAsync(world.StorageFolder, TenantData.Contract, Token));
        Assert.NotEmpty(Traces.FormsIn(log, "http://127.0.0.1"));
        Assert.NotEmpty(Traces.FormsIn(answers, "access.unauthenticated"));
        foreach (var word in new[] { Field, TokenWord, PeerKey })
        {
            Assert.Empty(await Traces.FindAsync(world.StorageFolder, word, Token));
            Assert.Empty(Traces.FormsIn(log, word));
            Assert.False(Traces.FormsIn(answers, word).Any(), _answers.ToString());
        }

        foreach (var secret in Secrets(key, expired))
        {
            Assert.Empty(await Traces.FindSecretAsync(world.StorageFolder, secret, Token));
            Assert.Empty(Traces.SecretFormsIn(log, secret));
            Assert.Empty(Traces.SecretFormsIn(answers, secret));
        }

        // The search finds such a secret where there is one.
        Assert.Equal(["hexadecimal", "text of base64"], Traces.SecretFormsIn(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(World.Alice.Secret.Span) + Convert.ToBase64String(World.Alice.Secret.Span)), World.Alice.Secret));
        Assert.NotEmpty(await Traces.FindSecretAsync(Path.GetDirectoryName(peerFile)!, Encoding.ASCII.GetBytes(PeerKey), Token));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Secrets(params string[] keys) =>
    [
        World.Alice.Secret,
        Encoding.ASCII.GetBytes(AccountKey),
        // Behind the public id; as it is sent, and as the bytes that it stands for.
        .. keys.Select(key => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(key[21..64])),
        .. keys.Select(key => (ReadOnlyMemory<byte>)System.Buffers.Text.Base64Url.DecodeFromChars(key.AsSpan(21, 43))),
        Encoding.ASCII.GetBytes(BadToken.Split('.')[1]),
    ];

    /// <summary>Everything that goes well.</summary>
    private async Task LiveAsync(HttpClient caller)
    {
        await TenantData.MakeAsync(world, caller, "originator", World.Alice.Key, Ports.Party.Named("carol").Key, Token);
        var registration = new { publicKey = Convert.ToBase64String(World.Bob.Key.Uncompressed), authHeader = "x-bob", authValue = PeerKey };
        using var registered = await caller.PostAsJsonAsync("/api/v1/public-keys", registration, Token);
        Assert.Equal(HttpStatusCode.OK, registered.StatusCode);
        using var put = await caller.PostAsync("/api/v1/objects", new StringContent(Field), Token);
        Assert.Equal(Field, await caller.GetStringAsync(put.Headers.Location, Token));
    }

    /// <summary>All kinds of refusals, each with a secret where it could be quoted. Names of members are quoted to who sent them; values are not.</summary>
    private async Task FailAsync(RunningProgram program, HttpClient caller, string revoked)
    {
        foreach (var (method, path, body, status) in new (HttpMethod, string, string?, HttpStatusCode)[]
        {
            (HttpMethod.Post, "/api/v1/executions", $"{{\"{Field}", HttpStatusCode.BadRequest),
            (HttpMethod.Post, "/api/v1/executions", $$$$"""{"contract":"{{{{TenantData.Contract}}}}","records":{"note":{"unknown":"{{{{Field}}}}"}}}""", HttpStatusCode.BadRequest),
            (HttpMethod.Post, "/api/v1/executions", $$$$"""{"contract":"{{{{TenantData.Contract}}}}","records":{"note":{"text":["{{{{Field}}}}"]}}}""", HttpStatusCode.BadRequest),
            (HttpMethod.Post, "/api/v1/access/keys", $$"""{"{{Field}}":1}""", HttpStatusCode.BadRequest),
            (HttpMethod.Post, "/api/v1/public-keys", $$"""{"publicKey":"{{Field}}"}""", HttpStatusCode.BadRequest),
            (HttpMethod.Get, "/api/v1/objects/nothash", null, HttpStatusCode.BadRequest),
            (HttpMethod.Get, "/api/v1/affiliates", null, HttpStatusCode.Forbidden),
            (HttpMethod.Get, "/api/v1/executions/ex-originator-0", null, HttpStatusCode.NotFound),
            (HttpMethod.Delete, $"/api/v1/access/keys/{revoked.Split('_')[1]}", null, HttpStatusCode.OK),
        })
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            using var answer = await caller.SendAsync(request, Token);
            var text = await answer.Content.ReadAsStringAsync(Token);
            Assert.True(status == answer.StatusCode, $"{path}: {text}");
            _answers.AppendLine(text);
        }

        AuthenticationHeaderValue?[] bad = [null, new("Bearer", revoked), new("Bearer", revoked[..^1] + "0"), new("Bearer", BadToken), new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"x:{revoked}")))];
        foreach (var credential in bad)
        {
            using var stranger = Caller(program, credential);
            using var answer = await stranger.GetAsync("/api/v1/executions", Token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            _answers.AppendLine(answer.Headers.ToString()).AppendLine(await answer.Content.ReadAsStringAsync(Token));
        }

        using var guesser = Caller(program, new("Bearer", BadToken));
        var last = HttpStatusCode.Unauthorized;
        for (var guess = 0; guess < 30 && last == HttpStatusCode.Unauthorized; guess++)
        {
            using var answer = await guesser.GetAsync("/api/v1/executions", Token);
            last = answer.StatusCode;
            _answers.AppendLine(await answer.Content.ReadAsStringAsync(Token));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static HttpClient Caller(RunningProgram program, AuthenticationHeaderValue? credential)
    {
        var client = new HttpClient { BaseAddress = program.Address };
        client.DefaultRequestHeaders.Authorization = credential;
        return client;
    }

    private static string Encoded(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
