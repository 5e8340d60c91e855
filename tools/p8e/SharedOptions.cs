using System.CommandLine;

namespace P8e.Cli;

/// <summary>Options that several commands share.</summary>
internal static class SharedOptions
{
    internal static readonly Option<bool> Json = new("--json") { Description = "Print one JSON value instead of text.", Recursive = true };

    private const string Emulator = "UseDevelopmentStorage=true";

    internal static readonly Option<string?> Storage = new("--storage")
    {
        Description = $"Connection string of the storage account. It holds a key, which others may see in the list of processes: better set the variable P8E_STORAGE. [default: P8E_STORAGE, else {Emulator}]",
        Recursive = true,
    };

    internal static readonly Option<string> Affiliate = new("--affiliate")
    {
        Description = "Whose store: 1 to 40 small letters, digits and hyphens.",
        DefaultValueFactory = _ => "local",
        Recursive = true,
    };

    /// <summary>The option has no default value of its own, because the help would print the key in it.</summary>
    internal static string ConnectionString(ParseResult parsed) =>
        parsed.GetValue(Storage) ?? Environment.GetEnvironmentVariable("P8E_STORAGE") ?? Emulator;
}
