namespace P8e.Azure.Affiliates;

/// <summary>What an export holds. It is written last: a folder without it was broken off.</summary>
/// <param name="Format">Which form the export has.</param>
/// <param name="Affiliate">Whose it is.</param>
/// <param name="Exported">When it began, UTC.</param>
/// <param name="Accounts">The accounts whose transactions are in it.</param>
/// <param name="Tables">A file for each table.</param>
/// <param name="Blobs">The list of blobs.</param>
/// <param name="BlobBytes">Bytes of all blobs.</param>
public sealed record ExportManifest(
    string Format, string Affiliate, DateTimeOffset Exported, IReadOnlyList<string> Accounts, IReadOnlyList<ExportedFile> Tables, ExportedFile Blobs, long BlobBytes)
{
    /// <summary>The form that is written and read here.</summary>
    public const string CurrentFormat = "p8e-affiliate-export/1";
}
