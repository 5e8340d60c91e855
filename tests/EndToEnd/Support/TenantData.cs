using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.Protocol.Identifiers;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>What an affiliate has after a while: a contract, an execution with its scope and record, an object, a mail, something that waits to be sent, an API key. Each by the id that others might guess.</summary>
internal sealed record TenantData(string Workflow, string Execution, string Scope, string Hash, string ObjectId, string Mail, string ApiKey)
{
    internal const string Contract = "org.example.published.KeepNote";
    internal const string Record = "note";
    internal const string IdempotencyKey = "the-same-at-both";

    /// <summary>Makes all of it through the API.</summary>
    /// <param name="world">Whose storage account it is.</param>
    /// <param name="caller">Of the affiliate, with all roles.</param>
    /// <param name="affiliate">Its name.</param>
    /// <param name="own">Its key.</param>
    /// <param name="peer">Somebody whose store never answers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<TenantData> MakeAsync(World world, HttpClient caller, string affiliate, PublicKey own, PublicKey peer, CancellationToken cancellationToken)
    {
        var workflow = Text(await PublishAsync(caller, cancellationToken), "id");
        var execution = await ExecuteAsync(caller, $"of {affiliate}", cancellationToken);
        await ReadAsync(await caller.PostAsJsonAsync("/api/v1/public-keys", new { publicKey = Convert.ToBase64String(peer.Uncompressed), url = "http://127.0.0.1:9" }, cancellationToken), cancellationToken);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"a document of {affiliate}"));
        using var put = await caller.PostAsync($"/api/v1/objects?mail=FRAGMENT_REQUEST&reader={KeyText.Write(own)}&reader={KeyText.Write(peer)}", content, cancellationToken);
        var stored = await ReadAsync(put, cancellationToken);
        await world.DeliverAsync(AffiliateName.Parse(affiliate), peer, own, cancellationToken);
        var mail = Assert.Single((await ReadAsync(await caller.GetAsync("/api/v1/mail", cancellationToken), cancellationToken)).GetProperty("items").EnumerateArray());
        var key = await ReadAsync(await caller.PostAsJsonAsync("/api/v1/access/keys", new { name = affiliate, grants = new[] { $"read:{affiliate}" } }, cancellationToken), cancellationToken);
        return new TenantData(
            workflow,
            Text(execution, "id"),
            Text(execution.GetProperty("scope"), "address"),
            put.Headers.Location!.ToString().Split('/')[^1],
            Text(stored, "id"),
            Text(mail, "id"),
            Text(key, "id"));
    }

    /// <summary>Executes the contract under the one idempotency key and waits for its end.</summary>
    internal static async Task<JsonElement> ExecuteAsync(HttpClient caller, string text, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/executions")
        {
            Content = JsonContent.Create(new { contract = Contract, records = new { note = new { text } } }),
            Headers = { { "Prefer", "wait=60" }, { "Idempotency-Key", IdempotencyKey } },
        };
        var execution = await ReadAsync(await caller.SendAsync(request, cancellationToken), cancellationToken);
        Assert.True(Text(execution, "status") == "Completed", execution.ToString());
        return execution;
    }

    /// <summary>Publishes the contract and waits for its end; answers the workflow.</summary>
    internal static async Task<JsonElement> PublishAsync(HttpClient caller, CancellationToken cancellationToken)
    {
        var package = new
        {
            contracts = Convert.ToBase64String(await File.ReadAllBytesAsync(ChildProgram.PathOf("P8e.PublishedContracts"), cancellationToken)),
            records = Convert.ToBase64String(await File.ReadAllBytesAsync(ChildProgram.PathOf("P8e.SampleRecords"), cancellationToken)),
        };
        var accepted = await ReadAsync(await caller.PostAsJsonAsync("/api/v1/contracts", package, cancellationToken), cancellationToken);
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var view = await ReadAsync(await caller.GetAsync(Text(accepted, "status"), cancellationToken), cancellationToken);
            if (Text(view, "status") is "Completed")
            {
                return view;
            }

            Assert.True(Text(view, "status") is not ("Failed" or "Terminated") && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(2), view.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {text}");
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
