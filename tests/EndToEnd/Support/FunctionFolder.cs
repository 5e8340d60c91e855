using System.Text.Json;
using P8e.Ports;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>A route of the program, as the Functions host reads it.</summary>
/// <param name="Name">Of the function.</param>
/// <param name="Method">Of HTTP.</param>
/// <param name="Path">With parameters in braces.</param>
internal sealed record FunctionFolder(string Name, HttpMethod Method, string Path)
{
    internal bool HasParameter => Path.Contains('{', StringComparison.Ordinal);

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<FunctionFolder> Routes { get; } =
    [
        .. from file in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "functions"), "function.json", SearchOption.AllDirectories)
           let binding = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(file)).GetProperty("bindings")[0]
           where binding.GetProperty("type").GetString() == "httpTrigger"
           select new FunctionFolder(
               System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)!),
               HttpMethod.Parse(binding.GetProperty("methods")[0].GetString()),
               $"/{binding.GetProperty("route").GetString()}"),
    ];
}
