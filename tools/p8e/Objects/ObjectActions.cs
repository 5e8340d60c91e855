using System.Globalization;
using P8e.Cli.Keys;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Sealing;
using P8e.Protocol.Identifiers;

namespace P8e.Cli.Objects;

/// <summary>The work of <c>p8e object …</c>.</summary>
internal static class ObjectActions
{
    internal static async Task PutAsync(Output output, Composition store, PutArguments arguments, CancellationToken cancellationToken)
    {
        using var owner = KeyFile.Read(arguments.OwnerKeyFile);
        using var signer = arguments.SignerKeyFile is null ? null : KeyFile.Read(arguments.SignerKeyFile);
        await using var content = File.OpenRead(arguments.File);
        var request = new SealRequest
        {
            Owner = owner.PublicKey,
            Signer = new LocalSigner(signer ?? owner),
            Readers = [.. arguments.Readers.Select(ReaderKey.Read)],
        };
        var put = await store.Objects.PutAsync(content, request, cancellationToken);
        var shown = new
        {
            Hash = put.Hash.ToString(),
            put.Stored.ObjectId,
            put.Stored.ContentLength,
            put.Stored.ContainerLength,
            Place = Place(put.Stored.IsInline),
            Readers = request.Readers.Count + 1,
            put.Stored.Created,
        };
        output.Write(
            shown,
            ("hash", shown.Hash),
            ("object", shown.ObjectId.ToString()),
            ("content", $"{shown.ContentLength} bytes"),
            ("container", $"{shown.ContainerLength} bytes, in a {shown.Place}"),
            ("readers", shown.Readers.ToString(CultureInfo.InvariantCulture)),
            ("stored", shown.Created.ToString("O", CultureInfo.InvariantCulture)));
    }

    internal static async Task GetAsync(
        Output output, Composition store, string hash, string keyFile, string? target, CancellationToken cancellationToken)
    {
        using var reader = KeyFile.Read(keyFile);
        using var opened = await store.Objects.OpenAsync(ObjectHash.Parse(hash), new LocalKeyAgreement(reader), cancellationToken);
        if (target is null)
        {
            await using var standardOutput = Console.OpenStandardOutput();
            await opened.CopyToAsync(standardOutput, cancellationToken);
            return;
        }

        await using (var file = File.Create(target))
        {
            await opened.CopyToAsync(file, cancellationToken);
        }

        var shown = new { Hash = opened.Hash.ToString(), opened.Length, Signer = opened.Signer.ToString(), File = target };
        output.Write(shown, ("hash", shown.Hash), ("content", $"{shown.Length} bytes in {target}"), ("signed by", shown.Signer));
    }

    internal static async Task ListAsync(Output output, Composition store, CancellationToken cancellationToken)
    {
        var rows = new List<ObjectRow>();
        await foreach (var row in store.Index.ListAfterAsync(store.Affiliate, after: null, cancellationToken))
        {
            rows.Add(row);
        }

        var shown = rows.OrderBy(row => row.Created).Select(row => new
        {
            Hash = row.Key.ToString(),
            row.ContentLength,
            ContainerLength = row.Header.Length + row.PayloadLength,
            Place = Place(row.BlobName is null),
            Readers = row.Readers.Count,
            Metadata = string.Join(' ', DimeHeader.Parse(row.Header.Span).Metadata.Select(entry => entry.Key)),
            row.Created,
        }).ToArray();
        output.WriteTable(
            shown,
            ["hash", "content", "container", "place", "readers", "metadata", "stored"],
            shown.Select(row => new[]
            {
                row.Hash, $"{row.ContentLength}", $"{row.ContainerLength}", row.Place, $"{row.Readers}", row.Metadata,
                row.Created.ToString("u", CultureInfo.InvariantCulture),
            }));
    }

    internal static async Task SweepAsync(Output output, Composition store, CancellationToken cancellationToken)
    {
        var report = await store.Sweeper.SweepAsync(store.Affiliate, cancellationToken);
        var broken = new List<string>();
        await foreach (var row in store.Sweeper.FindRowsWithoutBytesAsync(store.Affiliate, cancellationToken))
        {
            broken.Add(row.Key.ToString());
        }

        output.Write(
            new { report.BlobsSeen, report.BlobsRemoved, report.ReadersRemoved, report.ForeignBlobs, ObjectsWithoutBytes = broken },
            ("blobs seen", $"{report.BlobsSeen}"),
            ("blobs removed", $"{report.BlobsRemoved}"),
            ("reader rows removed", $"{report.ReadersRemoved}"),
            ("foreign blobs", $"{report.ForeignBlobs}"),
            ("objects without bytes", broken.Count == 0 ? "none" : string.Join(' ', broken)));
    }

    private static string Place(bool isInline) => isInline ? "row" : "blob";
}
