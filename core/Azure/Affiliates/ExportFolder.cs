using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using P8e.Protocol.Errors;

namespace P8e.Azure.Affiliates;

/// <summary>Where the files of an export are. No name in it comes from the export itself.</summary>
/// <param name="path">The folder.</param>
internal sealed class ExportFolder(string path)
{
    internal const string BlobList = "blobs";
    private const string ManifestName = "manifest.json";
    private const int ManifestBytesMax = 64 * 1024;
    private const int BlobsPerFolder = 1000;

    internal static readonly JsonSerializerOptions JsonForm = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
    };

    /// <summary>Where rows or the list of blobs are.</summary>
    /// <param name="name">Of a table, or <see cref="BlobList"/>.</param>
    internal string Lines(string name) => Path.Combine(path, name + ".jsonl");

    /// <summary>Where a blob's bytes are.</summary>
    /// <param name="number">Its line in the list, from 0.</param>
    internal string Blob(long number) => Path.Combine(
        path, BlobList, (number / BlobsPerFolder).ToString("D6", CultureInfo.InvariantCulture), number.ToString("D9", CultureInfo.InvariantCulture));

    /// <summary>Makes the folder, for its owner alone: who did what stands in it unsealed.</summary>
    /// <exception cref="IOException">It is there and not empty.</exception>
    internal void Create()
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new IOException($"Exporting an affiliate: the folder '{path}' is not empty. Name a new one.");
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes what makes the export whole; when this returns it is on the disk under its name.</summary>
    internal async Task WriteManifestAsync(ExportManifest manifest, CancellationToken cancellationToken)
    {
        var target = Path.Combine(path, ManifestName);
        var draft = target + ".part";
        var file = File.Create(draft);
        await using (file.ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(file, manifest, JsonForm, cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, target);
    }

    /// <summary>Reads the manifest.</summary>
    /// <returns>It, and the SHA-256 of its bytes.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AffiliateExportIncomplete"/>, <see cref="ErrorCodes.AffiliateExportDamaged"/>.</exception>
    internal async Task<(ExportManifest Manifest, byte[] Hash)> ReadManifestAsync(CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(path, ManifestName));
        if (!file.Exists)
        {
            throw new P8eInputException(
                ErrorCodes.AffiliateExportIncomplete, $"Reading an export: there is no {ManifestName} in '{path}': the export was broken off, or this is none. Export again, into a new folder.");
        }

        if (file.Length > ManifestBytesMax)
        {
            throw Damaged($"{ManifestName} is longer than one can be");
        }

        var bytes = await File.ReadAllBytesAsync(file.FullName, cancellationToken).ConfigureAwait(false);
        try
        {
            return (JsonSerializer.Deserialize<ExportManifest>(bytes, JsonForm) ?? throw new JsonException(), SHA256.HashData(bytes));
        }
        catch (JsonException error)
        {
            throw Damaged($"{ManifestName} cannot be read", error);
        }
    }

    internal static P8eInputException Damaged(string what, Exception? cause = null) =>
        new(ErrorCodes.AffiliateExportDamaged, $"Reading an export: {what}. Nothing was imported; take an undamaged copy, or export again.", cause);
}
