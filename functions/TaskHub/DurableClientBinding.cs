using System.Text.Json;
using P8e.Functions.Invocations;

namespace P8e.Functions.TaskHub;

/// <summary>Where the host's task hub is (functions-host 5.4).</summary>
/// <param name="Address">Loopback only: the extension's endpoint is on this machine.</param>
/// <param name="TaskHub">Its name.</param>
internal sealed record DurableClientBinding(string Address, string TaskHub)
{
    internal static DurableClientBinding Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var binding = JsonDocument.ParseValue(ref reader);
            var address = binding.RootElement.GetProperty("rpcBaseUrl").GetString();
            var hub = binding.RootElement.GetProperty("taskHubName").GetString();
            return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "http", IsLoopback: true } && !string.IsNullOrEmpty(hub)
                ? new DurableClientBinding(uri.GetLeftPart(UriPartial.Authority), hub)
                : throw InvocationBody.Malformed("the durable client's rpcBaseUrl is no loopback address, or taskHubName is missing");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw InvocationBody.Malformed("the durable client's binding has no rpcBaseUrl or taskHubName");
        }
    }
}
