using System.Text.Json;
using P8e.Conformance.Stores.Recording;
using P8e.ObjectStore.Service;

namespace P8e.Conformance.Stores.Server;

/// <summary>How our store is set up to stand for the recorded server of a case (the recordings' README: instances).</summary>
internal sealed record StoreSetup
{
    private const string AuthorisingInstance = "auth";

    internal required StoreServiceOptions Service { get; init; }

    internal required bool Replicates { get; init; }

    internal required bool HasHealth { get; init; }

    /// <summary>Payloads up to this size lie in the row. Zero where the recorder took a payload out of its row: ours can be lost only when it is a blob.</summary>
    internal required int InlineBytes { get; init; }

    /// <summary>Length from which the recorded server kept an object as a file.</summary>
    internal required int Threshold { get; init; }

    internal static StoreSetup Of(StoreCase recorded, string settings = "settings", string? instance = null)
    {
        const int DefaultThreshold = 5000;
        var names = instance is null ? NamesIn(recorded) : null;
        instance ??= recorded.Instance.Split(' ')[0];
        var (uriHost, bucket) = names ?? ($"os-{instance}.example", $"bucket-{instance}");
        var replicates = recorded.Setting("REPLICATION_ENABLED", settings) == "true";
        var threshold = int.TryParse(recorded.Setting("STORAGE_THRESHOLD", settings), out var set) ? set : DefaultThreshold;
        return new StoreSetup
        {
            Replicates = replicates,
            HasHealth = recorded.Setting("HEALTH_SERVICE_ENABLED", settings) != "false",
            Threshold = threshold,
            InlineBytes = Damage.OfCase(recorded) is { TakesInlinePayload: true } ? 0 : threshold,
            Service = new StoreServiceOptions
            {
                UriHost = uriHost,
                Bucket = bucket,
                AuthorisesCallers = instance == AuthorisingInstance || recorded.Setting("USER_AUTH_ENABLED", settings) == "true",
                IsOpenToOperators = true,
                Replicates = replicates,
                StartsInMaintenance = recorded.Setting("MAINTENANCE_STATE", settings) == "true",
            },
        };
    }

    /// <summary>Host and bucket as the answers of the case name them.</summary>
    private static (string UriHost, string Bucket)? NamesIn(StoreCase recorded)
    {
        foreach (var response in recorded.Steps.SelectMany(step => step.Response))
        {
            if (response.TryGetProperty("json", out var json) && json.ValueKind == JsonValueKind.Object && json.TryGetProperty("uri", out var uri))
            {
                return (uri.GetString()!.Split('/')[2], json.GetProperty("bucket").GetString()!);
            }
        }

        return null;
    }
}
