using System.Text.Json.Nodes;

namespace P8e.Conformance.Tests.Stores;

/// <summary>The selected recordings of the reference object store, and copies of them in which one thing was changed: exactly that is found.</summary>
public sealed class ObjectStoreKindTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("p8e-recorded-store-").FullName;

    private static string Recorded { get; } = RecordedFile.FindVectors("object-store");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RunAsync_SelectedRecordings_PassesEveryCaseAndShowsTheTable()
    {
        var (code, output) = await RunAsync(Recorded);

        Assert.True(code == 0, output);
        Assert.DoesNotContain("NOT COMPARABLE", output, StringComparison.Ordinal);
        foreach (var file in new[] { "auth", "errors", "get", "mailbox", "public-keys", "put", "replication" })
        {
            Assert.Contains($"| {file} | ", output, StringComparison.Ordinal);
        }

        Assert.Contains("| rule | the Rust store | ours | why | steps |", output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, Action<JsonNode>> Changes => new()
    {
        { "errors", "stream-empty", recorded => recorded["steps"]![0]!["status"]!["message"] = "Multipart upload is empty." },
        { "errors", "second-value", recorded => recorded["steps"]![0]!["status"]!["code"] = 13 },
        { "errors", "unknown-service", recorded => recorded["steps"]![0]!["status"]!["where"] = "trailers" },
        { "errors", "encoding-gzip", recorded => recorded["steps"]![0]!["headers"]!.AsArray().RemoveAt(0) },
        { "errors", "timeout-100m-slow", recorded => recorded["steps"]![0]!["status"]!["message"] = "Timeout" },
        { "put", "put-order-client", recorded => Row(recorded, "object")["dime_length"] = 581 },
        { "put", "put-order-client", recorded => Row(recorded, "object")["payload"]!["sha256"] = new string('0', 64) },
        { "put", "put-order-client", recorded => Rows(recorded, "object_public_key").RemoveAt(0) },
        { "put", "put-prop-repeated", recorded => Row(recorded, "object")["properties"]!.AsArray().RemoveAt(0) },
        { "put", "dup-identical", recorded => recorded["steps"]![0]!["db"] = "no change" },
        { "put", "parallel-32-identical-small", recorded => recorded["result"]!["distinctObjectUuidsInAnswers"] = 2 },
        { "get", "get-dime-single-owner-sha256", recorded => recorded["steps"]![1]!["response"]!.AsArray().RemoveAt(2) },
        { "mailbox", "mail-type-FRAGMENT_REQUEST", recorded => Row(recorded, "mailbox_public_key")["message_type"] = "FRAGMENT_RESPONSE" },
        { "replication", "repl-batches", recorded => recorded["callsAfterRegistration"]!.AsArray().RemoveAt(0) },
        { "replication", "repl-stream", recorded => recorded["received"]![0]!["messages"]!.AsArray().RemoveAt(3) },
        { "replication", "repl-reaper", recorded => recorded["queueAfter"]![0]!["replicated"] = false },
    };

    /// <summary>What was changed is what fails: nothing is compared for show.</summary>
    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public async Task RunAsync_OneThingChanged_ReportsExactlyThatCase(string file, string id, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(Recorded, $"{file}.json"), TestContext.Current.CancellationToken))!;
        change(root["cases"]!.AsArray().Single(recorded => (string?)recorded!["id"] == id)!);
        var path = Path.Combine(_folder, "changed.json");
        await File.WriteAllTextAsync(path, root.ToJsonString(), TestContext.Current.CancellationToken);
        File.Copy(RecordedFile.DimePath, Path.Combine(_folder, "dime.json"));

        var (code, output) = await RunAsync(path, "--cases", id);

        Assert.Equal(1, code);
        Assert.StartsWith($"FAILED changed.json {id}: ", output, StringComparison.Ordinal);
        Assert.EndsWith("0 passed, 1 failed\n", output, StringComparison.Ordinal);
    }

    private static JsonArray Rows(JsonNode recorded, string table) => recorded["steps"]![0]!["db"]!["added"]![table]!.AsArray();

    private static JsonNode Row(JsonNode recorded, string table) => Rows(recorded, table)[0]!;

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var code = await ConformanceProgram.RunAsync(["object-store", .. arguments], output, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
