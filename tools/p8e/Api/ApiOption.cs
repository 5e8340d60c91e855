using System.CommandLine;

namespace P8e.Cli.Api;

/// <summary>Where the program's API is.</summary>
internal static class ApiOption
{
    internal const string Default = "http://127.0.0.1:7171";

    internal static readonly Option<string?> Address = new("--api")
    {
        Description = $"Address of the program's API. [default: P8E_API, else {Default}]",
        Recursive = true,
    };

    internal static ApiClient Connect(ParseResult parsed)
    {
        var text = parsed.GetValue(Address) ?? Environment.GetEnvironmentVariable("P8E_API") ?? Default;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new ApiClient(address, TimeProvider.System)
            : throw new ApiException("api.unavailable", $"Connecting to the program: '{text}' is no http or https address. Give one like {Default} with --api or in P8E_API.");
    }
}
