using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using P8e.EndToEnd.Tests.Support;
using P8e.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.EndToEnd.Tests;

/// <summary>
/// One deployment, two affiliates with data of their own: whatever a caller of the one asks for of the other's, by whatever route, is answered as what nobody has. A route that is not listed here fails.
/// </summary>
public sealed class TenantMatrixTests(World world) : IClassFixture<World>
{
    private const string Own = "originator";
    private const string Other = "bob";

    /// <summary>Of routes with a parameter: what it is, and the body that the route needs to come as far as to look for it.</summary>
    private static readonly Dictionary<string, (Func<TenantData, string> Id, Func<TenantData, string?> Body)> Asked = new()
    {
        ["GetExecution"] = (data => data.Execution, _ => null),
        ["FollowExecution"] = (data => data.Execution, _ => null),
        ["GetWorkflow"] = (data => data.Workflow, _ => null),
        ["GetScope"] = (data => data.Scope, _ => null),
        ["GetRecord"] = (data => data.Scope, _ => null),
        ["GetRecordHistory"] = (data => data.Scope, _ => null),
        ["ShareScope"] = (data => data.Scope, _ => Readers),
        ["GetContract"] = (data => data == Nobodys ? "org.example.published.KeepNone" : TenantData.Contract, _ => null),
        ["GetContractSchema"] = (data => data == Nobodys ? "org.example.published.KeepNone" : TenantData.Contract, _ => null),
        ["GetObject"] = (data => data.Hash, _ => null),
        ["ViewObject"] = (data => data.Hash, _ => null),
        ["GetObjectReaders"] = (data => data.Hash, _ => null),
        ["ShareObject"] = (data => data.Hash, _ => Readers),
        ["ChangeObjectLifetime"] = (data => data.Hash, data => $$"""{"id":"{{data.ObjectId}}","act":"hold","reason":"a test"}"""),
        ["AcknowledgeMail"] = (data => data.Mail, _ => ""),
        ["RetryMail"] = (data => data.Mail, _ => ""),
        ["RevokeApiKey"] = (data => data.ApiKey, _ => null),
        ["RemoveAffiliate"] = (data => data == Nobodys ? "nobody" : Other, _ => null),
        ["GetConsoleFile"] = (data => data.Execution, _ => null),
    };

    private static readonly string Readers = $$"""{"add":["{{P8e.Cryptography.Keys.KeyText.Write(World.Alice.Key)}}"]}""";

    /// <summary>Ids in the same forms that nobody has.</summary>
    private static readonly TenantData Nobodys = new(
        $"publish-{Other}-{new string('0', 40)}",
        $"ex-{Other}-{new string('0', 40)}",
        MetadataAddress.ForScope(Guid.Parse("a3c5b1c0-7d54-4e04-8c1b-3f1f9f2a6b77")).ToString(),
        new string('A', 43),
        "a3c5b1c0-7d54-4e04-8c1b-3f1f9f2a6b77",
        "a3c5b1c0-7d54-4e04-8c1b-3f1f9f2a6b77",
        "0123456789abcdef");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Routes_WithAParameter_AreAllAskedFor() =>
        Assert.Equal(FunctionFolder.Routes.Where(route => route.HasParameter).Select(route => route.Name).Order(StringComparer.Ordinal), Asked.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Call_ForAnothersData_IsAnsweredAsForWhatNobodyHas()
    {
        var folder = Path.GetDirectoryName(world.KeyFileOf(World.Bob))!;
        await using var program = await RunningProgram.StartAsync(
            world, "tenants", Token, LoanRequest.Trusting, ("Affiliate__KeysFolder", folder), ("Access__Mode", "Keys"), ("Access__CallsPerMinute", "10000"), ("ObjectStore__PeersAllowed", "127.0.0.1:9"));
        using var all = await CallerAsync(program, "operate");
        using var added = await all.PostAsJsonAsync("/api/v1/affiliates", new { name = Other, signingKey = "file:bob.key", encryptionKey = "file:bob.key" }, Token);
        Assert.True(added.StatusCode == HttpStatusCode.Created, await added.Content.ReadAsStringAsync(Token));
        using var own = await CallerAsync(program, AllAt(Own));
        using var other = await CallerAsync(program, AllAt(Other));
        var data = await TenantData.MakeAsync(world, other, Other, World.Bob.Key, Party.Named("carol").Key, Token);

        var lists = await AssertListsAsync(own, other, data);
        var asked = await AssertIdsAsync(own, data);
        var named = await AssertNamedAsync(own);
        await AssertUntouchedAsync(other, data);
        await TenantData.PublishAsync(own, Token);
        var executed = await TenantData.ExecuteAsync(own, $"of {Own}", Token);

        Assert.NotEqual(data.Execution, executed.GetProperty("id").GetString());
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{asked} routes asked for the other's ids, {named} for the other by name, {lists} lists"));
    }

    private async Task<HttpClient> CallerAsync(RunningProgram program, string grants) => new()
    {
        BaseAddress = program.Address, DefaultRequestHeaders = { { "Authorization", $"Bearer {(await world.MakeKeyAsync(grants, Token)).Text}" } },
    };

    private static string AllAt(string affiliate) => string.Join(' ', P8e.Access.AccessRoleTexts.All.Select(role => $"{role}:{affiliate}"));

    /// <summary>What the one's lists show, beside the other's: the search finds there what it looks for.</summary>
    private static async Task<int> AssertListsAsync(HttpClient own, HttpClient other, TenantData data)
    {
        var (seen, shown) = (new StringBuilder(), new StringBuilder());
        var lists = FunctionFolder.Routes.Where(route => !route.HasParameter && route.Method == HttpMethod.Get && route.Path.StartsWith("/api/", StringComparison.Ordinal)).ToArray();
        foreach (var list in lists)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{list.Path}?most=100&day={DateTime.UtcNow:yyyy-MM-dd}");
            seen.Append((await AskAsync(own, HttpMethod.Get, path, null, [])).Body);
            shown.Append((await AskAsync(other, HttpMethod.Get, path, null, [])).Body);
        }

        foreach (var id in new[] { data.Execution, data.Scope, TenantData.Contract, Base64Of(data.Hash), data.ObjectId, data.Mail, data.ApiKey, "127.0.0.1:9", $":{Other}" })
        {
            Assert.Contains(id, shown.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(id, seen.ToString(), StringComparison.Ordinal);
        }

        return lists.Length;
    }

    private static async Task<int> AssertIdsAsync(HttpClient own, TenantData data)
    {
        var count = 0;
        foreach (var route in FunctionFolder.Routes.Where(route => route.HasParameter))
        {
            var (id, body) = Asked[route.Name];
            var others = await AskAsync(own, route.Method, PathOf(route, id(data)), body(data), [.. FormsOf(id(data)), data.ObjectId]);
            var nobodys = await AskAsync(own, route.Method, PathOf(route, id(Nobodys)), body(Nobodys), [.. FormsOf(id(Nobodys)), Nobodys.ObjectId]);

            Assert.Equal((route.Name, nobodys), (route.Name, others));
            Assert.True((int)others.Status is 403 or 404, $"{route.Name}: {others}");
            Assert.True((others.Status == HttpStatusCode.Forbidden) == (route.Name == "RemoveAffiliate"), $"{route.Name}: {others}");
            count++;
        }

        return count;
    }

    private static async Task<int> AssertNamedAsync(HttpClient own)
    {
        var count = 0;
        foreach (var route in FunctionFolder.Routes.Where(route => route.Path.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var body = route.Method == HttpMethod.Post ? "{}" : null;
            var others = await AskAsync(own, route.Method, PathOf(route, "x"), body, [], Other);
            var nobodys = await AskAsync(own, route.Method, PathOf(route, "x"), body, [], "nobody");

            Assert.Equal((route.Name, nobodys), (route.Name, others));
            Assert.True((int)others.Status is 403 or 404, $"{route.Name}: {others}");
            count++;
        }

        return count;
    }

    /// <summary>That the ids were real: the other's own caller gets all of it, as it was.</summary>
    private static async Task AssertUntouchedAsync(HttpClient other, TenantData data)
    {
        string[] views = ["GetExecution", "GetWorkflow", "GetScope", "GetRecord", "GetRecordHistory", "GetContract", "GetContractSchema", "GetObject", "GetObjectReaders"];
        foreach (var route in FunctionFolder.Routes.Where(route => views.Contains(route.Name)))
        {
            var answer = await AskAsync(other, route.Method, PathOf(route, Asked[route.Name].Id(data)), null, []);
            Assert.True(answer.Status == HttpStatusCode.OK, $"{route.Name}: {answer}");
        }

        foreach (var (name, expected) in new[] { ("ChangeObjectLifetime", HttpStatusCode.OK), ("AcknowledgeMail", HttpStatusCode.OK), ("RevokeApiKey", HttpStatusCode.OK) })
        {
            var route = FunctionFolder.Routes.Single(route => route.Name == name);
            var answer = await AskAsync(other, route.Method, PathOf(route, Asked[name].Id(data)), Asked[name].Body(data), []);
            Assert.True(answer.Status == expected, $"{name}: {answer}");
        }
    }

    /// <summary>Hashes are said in another form than they are asked for.</summary>
    private static string[] FormsOf(string id) => id.Length == 43 ? [Base64Of(id), id] : [id];

    private static string Base64Of(string hash) => Convert.ToBase64String(System.Buffers.Text.Base64Url.DecodeFromChars(hash));

    private static string PathOf(FunctionFolder route, string id) => string.Join('/', route.Path.Split('/').Select(part => part switch
    {
        "{name}" when route.Path.Contains("/records/", StringComparison.Ordinal) => TenantData.Record,
        _ when part.StartsWith('{') => id,
        _ => part,
    })) + (route.Name == "ViewObject" ? $"?contract={TenantData.Contract}&type=org.example.samples.Note" : "");

    private static async Task<(HttpStatusCode Status, string Body, string Headers)> AskAsync(HttpClient caller, HttpMethod method, string path, string? body, string[] ids, string? affiliate = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (affiliate is not null)
        {
            request.Headers.Add("P8e-Affiliate", affiliate);
        }

        using var answer = await caller.SendAsync(request, Token);
        var text = ids.Aggregate(await answer.Content.ReadAsStringAsync(Token), (all, id) => all.Replace(id, "ID", StringComparison.Ordinal));
        return (answer.StatusCode, text, string.Join(',', answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key).Order(StringComparer.Ordinal)));
    }
}
