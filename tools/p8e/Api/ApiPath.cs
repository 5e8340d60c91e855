using System.Globalization;

namespace P8e.Cli.Api;

/// <summary>Paths of the API with what a user typed in them.</summary>
internal static class ApiPath
{
    internal const string Affiliates = "/api/v1/affiliates";
    internal const string Executions = "/api/v1/executions";
    internal const string Scopes = "/api/v1/scopes";

    /// <summary>A path of names, each escaped: none of them can lead elsewhere.</summary>
    internal static string Of(string root, params string[] names) => string.Concat(names.Select(name => "/" + Escape(name)).Prepend(root));

    /// <summary>One page of a list.</summary>
    internal static string Page(string path, int most, string? cursor) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}?most={most}") + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");

    /// <summary>Dots are what they are in every escaping, and a client resolves <c>.</c> and <c>..</c> before it asks.</summary>
    private static string Escape(string name) => name is "" or "." or ".."
        ? throw new ApiException("request.malformed", $"Asking the program: '{name}' is no name of anything. Give an id, an address or a record's name.")
        : Uri.EscapeDataString(name);
}
