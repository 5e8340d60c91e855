using System.Text.Json;
using System.Text.RegularExpressions;
using P8e.Infrastructure.Tests.Bicep;

namespace P8e.Infrastructure.Tests.Checks;

/// <summary>The settings that a deployment gives are settings of the program (or of the platform), and what the program cannot do without in Azure is given.</summary>
internal static partial class SettingCheck
{
    /// <summary>Read by the Functions host, never by the program.</summary>
    private static readonly string[] OfThePlatform =
    [
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName",
    ];

    /// <summary>Given by every deployment.</summary>
    private static readonly string[] Required =
    [
        "Storage__Credential", "Storage__BlobEndpoint", "Storage__TableEndpoint",
        "Vault__Address", "Vault__Credential", "Vault__ClientId", "Affiliate__SigningKey", "Affiliate__EncryptionKey",
        "Affiliate__Name", "Chain__ChainId", "Chain__AddressPrefix", "Chain__GrpcAddress", "Chain__RpcAddress", "Contracts__Trusted",
        "Access__Mode", "Access__TokenAuthority", "Access__TokenAudience", "Telemetry__OtlpEndpoint",
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
    ];

    /// <summary>The platform's are refused on Flex Consumption, where they are part of the app itself (functions-host 1.4); the program's would put a secret where there is none.</summary>
    private static readonly string[] Refused = ["FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "AzureWebJobsStorage", "Storage__ConnectionString", "Affiliate__SigningKeyFile", "Affiliate__EncryptionKeyFile"];

    /// <summary>The program's settings, as its sample lists them; tests/Functions compares the sample with the options classes.</summary>
    internal static IReadOnlySet<string> ReadSample(string path)
    {
        using var sample = JsonDocument.Parse(File.ReadAllBytes(path));
        return sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name).ToHashSet();
    }

    /// <summary>Settings that a deployment gives and the program does not know.</summary>
    internal static IEnumerable<string> Unknown(BicepTree tree, IReadOnlySet<string> program) =>
        Given(tree.Files.Values).Where(name => !program.Contains(name) && !OfThePlatform.Contains(name) && !Refused.Contains(name)).Distinct().Order(StringComparer.Ordinal);

    internal static IEnumerable<string> Faults(BicepTree tree)
    {
        foreach (var name in Given(tree.Files.Values).Intersect(Refused))
        {
            yield return $"{name} may not be set in Azure";
        }

        foreach (var parameters in tree.Files.Values.Where(file => file.IsParameters))
        {
            var given = Given(tree.Files.Values.Where(file => !file.IsParameters).Append(parameters)).ToHashSet();
            foreach (var name in Required.Where(name => !given.Contains(name)))
            {
                yield return $"{parameters.Path}: {name} is not set";
            }
        }
    }

    private static IEnumerable<string> Given(IEnumerable<BicepFile> files) =>
        files.SelectMany(file => file.Nodes).Where(node => node.Kind == NodeKind.Property && SettingName().IsMatch(node.Text)).Select(node => node.Text);

    [GeneratedRegex("^[A-Za-z]+__[A-Za-z_]+$|^[A-Z]+_[A-Z_]+$|^AzureWebJobs", RegexOptions.CultureInvariant)]
    private static partial Regex SettingName();
}
