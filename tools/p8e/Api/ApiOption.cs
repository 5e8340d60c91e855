using System.CommandLine;
using System.Net.Http.Headers;
using P8e.Protocol.Identifiers;

namespace P8e.Cli.Api;

/// <summary>Where the program's API is, for whom it is called, and by whom.</summary>
internal static class ApiOption
{
    internal const string Default = "http://127.0.0.1:7171";

    private const string AffiliateHeader = "P8e-Affiliate";
    private const int KeyCharactersMax = 4096;

    internal static readonly Option<string?> Address = new("--api")
    {
        Description = $"Address of the program's API. [default: P8E_API, else {Default}]",
        Recursive = true,
    };

    internal static readonly Option<string?> Affiliate = new("--affiliate")
    {
        Description = "The affiliate that the call is for, where the program serves several. [default: P8E_AFFILIATE, else the program's own, or the only one that the API key is for]",
        Recursive = true,
    };

    internal static readonly Option<string?> KeyFile = new("--api-key-file")
    {
        Description = "File that holds an API key, or a token of Entra ID; readable by you alone. [default: P8E_API_KEY_FILE, else none]",
        Recursive = true,
    };

    /// <summary>Adds the options to a command whose subcommands call the API.</summary>
    internal static Command CallsApi(this Command command)
    {
        command.Add(Address);
        command.Add(Affiliate);
        command.Add(KeyFile);
        return command;
    }

    internal static ApiClient Connect(ParseResult parsed)
    {
        var text = parsed.GetValue(Address) ?? Environment.GetEnvironmentVariable("P8E_API") ?? Default;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new ApiException("api.unavailable", $"Connecting to the program: '{text}' is no http or https address. Give one like {Default} with --api or in P8E_API.");
        }

        var client = new ApiClient(address, TimeProvider.System);
        if ((parsed.GetValue(Affiliate) ?? Environment.GetEnvironmentVariable("P8E_AFFILIATE")) is { Length: > 0 } affiliate)
        {
            client.Headers.Add(AffiliateHeader, AffiliateName.Parse(affiliate).ToString());
        }

        if ((parsed.GetValue(KeyFile) ?? Environment.GetEnvironmentVariable("P8E_API_KEY_FILE")) is { Length: > 0 } file)
        {
            if (!address.IsLoopback && address.Scheme != "https")
            {
                throw new ApiException("api.unavailable", $"Connecting to the program: a key is not sent to {address.Host} without TLS. Use its https address.");
            }

            client.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ReadKey(file));
        }

        return client;
    }

    private static string ReadKey(string file)
    {
        var text = File.Exists(file) ? File.ReadLines(file).FirstOrDefault()?.Trim() : null;
        return text is { Length: > 0 and <= KeyCharactersMax } && text.All(c => c is > ' ' and <= '~')
            ? text
            : throw new ApiException("api.unavailable", $"Reading the API key: the file '{file}' is not there, or its first line is no key.");
    }
}
