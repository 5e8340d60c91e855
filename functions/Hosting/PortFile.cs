using System.Text.Json;

namespace P8e.Functions.Hosting;

/// <summary>Tells a caller that let the program choose its ports which they are. A reader sees the whole file or none.</summary>
internal static class PortFile
{
    internal static async Task WriteAsync(string path, IReadOnlyDictionary<string, string> addresses, CancellationToken cancellationToken)
    {
        var fresh = $"{path}.{Environment.ProcessId}";
        await File.WriteAllBytesAsync(fresh, JsonSerializer.SerializeToUtf8Bytes(addresses), cancellationToken);
        File.Move(fresh, path, overwrite: true);
    }
}
