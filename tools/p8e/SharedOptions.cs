using System.CommandLine;

namespace P8e.Cli;

/// <summary>Options that several commands share.</summary>
internal static class SharedOptions
{
    internal static readonly Option<bool> Json = new("--json") { Description = "Print one JSON value instead of text.", Recursive = true };

    internal static readonly Option<string> Storage = new("--storage")
    {
        Description = "Connection string of the storage account. Default: the variable P8E_STORAGE, else the local emulator.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("P8E_STORAGE") ?? "UseDevelopmentStorage=true",
        Recursive = true,
    };

    internal static readonly Option<string> Affiliate = new("--affiliate")
    {
        Description = "Whose store: 1 to 40 small letters, digits and hyphens.",
        DefaultValueFactory = _ => "local",
        Recursive = true,
    };
}
