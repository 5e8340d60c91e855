using System.Reflection;
using System.Text.Json;
using P8e.Azure.Configuration;

namespace P8e.Functions.Hosting;

/// <summary>What the program says of itself, at start and in its health. No secret, and nothing that one could be read from.</summary>
internal sealed class ProgramDescription(ProgramOptions options)
{
    internal static string Version { get; } =
        typeof(ProgramDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private string Shape => options.IsCustomHandler ? "custom-handler" : "standalone";

    /// <summary>Under the Functions host it does what it is called for.</summary>
    private string Roles => options.IsCustomHandler ? "http, activities, orchestrators, timers" : options.Host.Roles.ToString().ToLowerInvariant();

    private string Hub => options.IsCustomHandler ? "of the host" : options.Hub.Name;

    /// <summary>Design 8: as long as the sandbox has no kernel rules, the operator's trust decides.</summary>
    private string Contracts => options.Contracts.Hashes switch
    {
        [] => "none may run: Contracts__Trusted names none; the sandbox limits time and memory but has no kernel rules yet",
        var hashes when hashes.Contains("*") => "all may run: Contracts__Trusted is *; the sandbox limits time and memory but has no kernel rules yet",
        var hashes => $"{hashes.Length} trusted may run; the sandbox limits time and memory but has no kernel rules yet",
    };

    /// <summary>One line.</summary>
    internal string Line(IReadOnlyDictionary<string, string> addresses) =>
        $"p8e {Version}: {Shape}; roles {Roles}; {string.Join("; ", addresses.Select(address => $"{address.Key} {address.Value}"))}; hub {Hub}; storage {StorageAccount()}";

    /// <summary>As members of an object that is open.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("version", Version);
        writer.WriteString("shape", Shape);
        writer.WriteString("roles", Roles);
        writer.WriteString("hub", Hub);
        writer.WriteString("storageAccount", StorageAccount());
        writer.WriteString("contracts", Contracts);
    }

    /// <summary>The account's name out of the settings, without making a client.</summary>
    private string StorageAccount()
    {
        if (options.Storage.Credential == StorageCredentialKind.Identity)
        {
            return options.Storage.TableEndpoint!.Host.Split('.')[0];
        }

        var parts = options.Storage.ConnectionString!.Split(';').Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2);
        var values = parts.GroupBy(pair => pair[0].Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.OrdinalIgnoreCase);
        return values.GetValueOrDefault("AccountName") ?? (values.ContainsKey("UseDevelopmentStorage") ? "devstoreaccount1" : "unnamed");
    }
}
