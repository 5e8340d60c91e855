using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>What one envelope costs at the storage account (B6): calls from its submission to its acknowledgement, by table. They are the price, so more of them is a decision.</summary>
public sealed class StorageCallTests(World world) : IClassFixture<World>
{
    /// <summary>Of design 14, for the initiator of two parties; one party has no mail to pay for, so less is to be expected.</summary>
    private const int CallsMax = 24;

    /// <summary>The program's own at all times, envelope or not: the listener's cursor, and the tables of the embedded hub and of the timers' leases, which the Functions host has instead.</summary>
    private static readonly string[] Envelope = ["Access", "AccessAudit", "Contracts", "Executions", "Objects", "Outbox", "Scopes", "eos-originator"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_OneInputOneFunction_StaysWithinTheBudget()
    {
        await using var tables = new CountingService(world.Storage.TableEndpoint);
        await using var blobs = new CountingService(world.Storage.BlobEndpoint);
        var storage = world.Storage.ConnectionString
            .Replace(world.Storage.TableEndpoint.ToString(), tables.Endpoint.ToString(), StringComparison.Ordinal)
            .Replace(world.Storage.BlobEndpoint.ToString(), blobs.Endpoint.ToString(), StringComparison.Ordinal);
        await using var program = await RunningProgram.StartAsync(world, "calls", Token, ("Contracts__Trusted", "*"), ("Storage__ConnectionString", storage), ("Access__Mode", "Keys"));
        using var caller = new HttpClient
        {
            BaseAddress = program.Address, DefaultRequestHeaders = { { "Authorization", $"Bearer {(await world.MakeKeyAsync("operate:originator submit:originator", Token)).Text}" } },
        };
        await TenantData.PublishAsync(caller, Token);
        // The first one makes tables and loads what is kept afterwards.
        await SubmitAsync(caller);

        var before = (Tables: tables.Calls, Blobs: blobs.Calls);
        await SubmitAsync(caller);
        var calls = Differences(before.Tables, tables.Calls).Concat(Differences(before.Blobs, blobs.Calls)).ToDictionary();

        foreach (var (name, count) in calls.OrderBy(call => call.Key, StringComparer.Ordinal))
        {
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,4} {name}"));
        }

        var envelope = calls.Where(call => Envelope.Contains(call.Key)).Sum(call => call.Value);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{envelope,4} of the envelope, {calls.Values.Sum() - envelope} of hub, timers and cursor"));
        Assert.InRange(envelope, 10, CallsMax);
        Assert.DoesNotContain("eos-originator", calls.Keys);
    }

    private static Dictionary<string, int> Differences(Dictionary<string, int> before, Dictionary<string, int> after) =>
        after.Select(call => (call.Key, Value: call.Value - before.GetValueOrDefault(call.Key))).Where(call => call.Value > 0).ToDictionary(call => call.Key, call => call.Value);

    /// <summary>One call, which is answered when all is done: the key's row, or none while it is remembered, and a line of the audit.</summary>
    private static async Task SubmitAsync(HttpClient caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/executions")
        {
            Content = JsonContent.Create(new { contract = TenantData.Contract, records = new { note = new { text = "paid" } } }), Headers = { { "Prefer", "wait=60" } },
        };
        using var answer = await caller.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.OK && text.Contains("\"status\":\"Completed\"", StringComparison.Ordinal), text);
    }
}
