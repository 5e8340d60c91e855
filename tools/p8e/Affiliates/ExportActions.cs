using System.CommandLine;
using System.Globalization;
using P8e.Azure.Affiliates;
using P8e.Azure.Configuration;
using P8e.Protocol.Identifiers;

namespace P8e.Cli.Affiliates;

/// <summary>The work of <c>p8e affiliate export|import</c>.</summary>
internal static class ExportActions
{
    internal static StorageClients Storage(ParseResult parsed) => new(new StorageOptions { ConnectionString = SharedOptions.ConnectionString(parsed) }, TimeProvider.System);

    internal static async Task ExportAsync(Output output, StorageClients storage, string name, string folder, IReadOnlyList<string> accounts, CancellationToken cancellationToken)
    {
        var manifest = await new AffiliateExport(storage.Tables, storage.Blobs, TimeProvider.System).WriteAsync(
            AffiliateName.Parse(name), folder, [.. accounts.Select(account => AccountAddress.Parse(account))], cancellationToken);
        output.Write(manifest, [.. Lines(manifest), ("folder", folder), ("not in it", "keys, API keys, and executions that are still on their way")]);
    }

    internal static async Task ImportAsync(Output output, StorageClients storage, string folder, CancellationToken cancellationToken)
    {
        var manifest = await new AffiliateImport(storage.Tables, storage.Blobs).ReadAsync(folder, cancellationToken);
        output.Write(
            manifest, [.. Lines(manifest), ("next", $"have the program act for it: 'p8e affiliate add {manifest.Affiliate} …' with the keys it had, or Affiliate__Name and its keys in the settings")]);
    }

    private static IEnumerable<(string Name, string Text)> Lines(ExportManifest manifest) =>
    [
        ("affiliate", manifest.Affiliate),
        ("exported", manifest.Exported.ToString("u", CultureInfo.InvariantCulture)),
        ("accounts", string.Join(' ', manifest.Accounts)),
        .. manifest.Tables.Select(table => (table.Name, $"{table.Count} rows")),
        ("blobs", $"{manifest.Blobs.Count}, {manifest.BlobBytes} bytes"),
    ];
}
