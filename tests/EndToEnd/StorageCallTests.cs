using System.Globalization;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>What one envelope costs at the storage account (B6): calls from its submission to its acknowledgement, by table. They are the price, so more of them is a decision.</summary>
public sealed class StorageCallTests(World world) : IClassFixture<World>
{
    /// <summary>Of design 14, for the initiator of two parties; one party has no mail to pay for, so less is to be expected.</summary>
    private const int CallsMax = 24;

    /// <summary>The program's own at all times, envelope or not: the listener's cursor, and the tables of the embedded hub and of the timers' leases, which the Functions host has instead.</summary>
    private static readonly string[] Envelope = ["Access", "Contracts", "Executions", "Objects", "Outbox", "Scopes", "eos-originator"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_OneInputOneFunction_StaysWithinTheBudget()
    {
        await using var tables = new CountingService(world.Storage.TableEndpoint);
        await using var blobs = new CountingService(world.Storage.BlobEndpoint);
        var storage = world.Storage.ConnectionString
            .Replace(world.Storage.TableEndpoint.ToString(), tables.Endpoint.ToString(), StringComparison.Ordinal)
            .Replace(world.Storage.BlobEndpoint.ToString(), blobs.Endpoint.ToString(), StringComparison.Ordinal);
        await using var program = await RunningProgram.StartAsync(world, "calls", Token, ("Contracts__Trusted", "*"), ("Storage__ConnectionString", storage));
        var published = await CommandLine.RunAsync(
            program.Address, Token, "contract", "publish", "--contracts", ChildProgram.PathOf("P8e.PublishedContracts"), "--records", ChildProgram.PathOf("P8e.SampleRecords"), "--json");
        Assert.True(published.ExitCode == 0, published.Errors);
        // The first one makes tables and loads what is kept afterwards.
        await SubmitAsync(program);

        var before = (Tables: tables.Calls, Blobs: blobs.Calls);
        await SubmitAsync(program);
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

    private static async Task SubmitAsync(RunningProgram program)
    {
        var (_, accepted) = await program.ExecuteAsync("""{"contract":"org.example.published.KeepNote","records":{"note":{"text":"paid"}}}""", key: null, Token);
        // The end by the workflow: it costs hub calls only, which are apart.
        var view = await program.EndAsync(accepted.GetProperty("id").GetString()!, Token);
        Assert.True(view.GetProperty("status").GetString() == "Completed", view.ToString());
    }
}
