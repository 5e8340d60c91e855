using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using P8e.Azure.Affiliates;
using P8e.Azure.Configuration;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Objects;
using P8e.Azure.Tests.Support;
using P8e.Azurite;
using P8e.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Affiliates;

/// <summary>What becomes of an export in another account.</summary>
public sealed class AffiliateImportTests(SharedAzurite azurite, SecondAccount second) : IClassFixture<SecondAccount>, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p8e-import-");
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    public static TheoryData<string, string> Damages => new()
    {
        { "no manifest", ErrorCodes.AffiliateExportIncomplete },
        { "manifest of another form", ErrorCodes.AffiliateExportDamaged },
        { "manifest that is no JSON", ErrorCodes.AffiliateExportDamaged },
        { "manifest with another count", ErrorCodes.AffiliateExportDamaged },
        { "manifest with an unknown table", ErrorCodes.AffiliateExportDamaged },
        { "manifest that leads elsewhere", ErrorCodes.AffiliateExportDamaged },
        { "rows changed", ErrorCodes.AffiliateExportDamaged },
        { "rows cut", ErrorCodes.AffiliateExportDamaged },
        { "rows of another affiliate, hashed again", ErrorCodes.AffiliateExportDamaged },
        { "rows of no account, hashed again", ErrorCodes.AffiliateExportDamaged },
        { "line without end, hashed again", ErrorCodes.AffiliateExportDamaged },
        { "rows missing", ErrorCodes.AffiliateExportDamaged },
        { "blob changed", ErrorCodes.AffiliateExportDamaged },
        { "blob missing", ErrorCodes.AffiliateExportDamaged },
        { "blob that leads elsewhere, hashed again", ErrorCodes.AffiliateExportDamaged },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_folder.FullName, "export");

    private StorageClients Target => second.Storage;

    private AffiliateImport Import => new(Target.Tables, Target.Blobs);

    public async ValueTask InitializeAsync()
    {
        var source = await AzuriteStorage.ClientsAsync(azurite);
        await AffiliateRowsOfTests.WriteAsync(source.Tables, source.Blobs, _affiliate, Token);
        await new AffiliateExport(source.Tables, source.Blobs, TimeProvider.System).WriteAsync(_affiliate, Folder, [], Token);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task ReadAsync_IntoAnEmptyAccount_MakesTheSameRowsAndBlobs()
    {
        var imported = await Import.ReadAsync(Folder, Token);

        var again = await ExportTargetAsync("again");
        // Every hash is equal: types, values and bytes are.
        Assert.Equal(imported.Tables, again.Tables);
        Assert.Equal((imported.Blobs, imported.BlobBytes), (again.Blobs, again.BlobBytes));
        Assert.True(again.Tables[0].Count > 0 && again.BlobBytes > 0);
    }

    [Fact]
    public async Task ReadAsync_Repeated_IsRefusedAndWritesNothing()
    {
        await Import.ReadAsync(Folder, Token);
        var table = Target.Tables.GetTableClient("Mail");
        await table.UpsertEntityAsync(new TableEntity(_affiliate.ToString(), "row|00000") { { "Number", 77 } }, TableUpdateMode.Replace, Token);

        var error = await Assert.ThrowsAsync<P8eStateException>(() => Import.ReadAsync(Folder, Token));

        Assert.Equal(ErrorCodes.AffiliateNotEmpty, error.Code);
        Assert.Equal(77, (await table.GetEntityAsync(_affiliate.ToString(), "row|00000", cancellationToken: Token)).Value.GetInt32("Number"));
    }

    [Theory]
    [InlineData("Scopes", "|x")]
    [InlineData("Executions", "")]
    [InlineData("Access", "|keys")]
    public async Task ReadAsync_SomethingThere_IsRefused(string table, string partition)
    {
        await Target.Tables.CreateTableIfNotExistsAsync(table, Token);
        await Target.Tables.GetTableClient(table).AddEntityAsync(new TableEntity(_affiliate + partition, "row"), Token);

        var error = await Assert.ThrowsAsync<P8eStateException>(() => Import.ReadAsync(Folder, Token));

        Assert.Equal(ErrorCodes.AffiliateNotEmpty, error.Code);
        Assert.Equal(1, (await ExportTargetAsync("left")).Tables.Sum(file => file.Count));
    }

    /// <summary>The tables' writes of an import: its mark, then 26 of rows, then its mark.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public async Task ReadAsync_BrokenOff_IsEndedByTheNext(int writes)
    {
        using var end = new CancellationTokenSource();
        using var network = new LossyAzurite();
        CancelAfter(writes);
        var tables = await network.ConnectAsync(second.Server);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new AffiliateImport(tables, Target.Blobs).ReadAsync(Folder, end.Token));

        var other = Path.Combine(_folder.FullName, "other");
        Copy(Folder, other);
        Edit(other, manifest => manifest["exported"] = "2020-01-01T00:00:00+00:00");
        Assert.Equal(ErrorCodes.AffiliateNotEmpty, (await Assert.ThrowsAsync<P8eStateException>(() => Import.ReadAsync(other, Token))).Code);

        var imported = await Import.ReadAsync(Folder, Token);

        Assert.Equal(imported.Tables, (await ExportTargetAsync("again")).Tables);

        void CancelAfter(int left) => network.FollowNext(() =>
        {
            if (left == 1)
            {
                end.Cancel();
            }
            else
            {
                CancelAfter(left - 1);
            }

            return Task.CompletedTask;
        });
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task ReadAsync_DamagedExport_IsRefusedBeforeAnythingIsWritten(string damage, string code)
    {
        Damage(damage);

        var error = await Assert.ThrowsAsync<P8eInputException>(() => Import.ReadAsync(Folder, Token));

        Assert.Equal(code, error.Code);
        Assert.Equal(ErrorCodes.AffiliateNotFound, (await Assert.ThrowsAsync<P8eStateException>(() => ExportTargetAsync("left"))).Code);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static void Edit(string folder, Action<JsonObject> edit)
    {
        var path = Path.Combine(folder, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        edit(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }

    private Task<ExportManifest> ExportTargetAsync(string folder) =>
        new AffiliateExport(Target.Tables, Target.Blobs, TimeProvider.System).WriteAsync(_affiliate, Path.Combine(_folder.FullName, folder), [], Token);

    private string InFolder(string name) => Path.Combine(Folder, name);

    private void Damage(string damage)
    {
        var blob = Path.Combine(Folder, "blobs", "000000", "000000001");
        Action act = damage switch
        {
            "no manifest" => () => File.Delete(InFolder("manifest.json")),
            "manifest of another form" => () => Edit(Folder, manifest => manifest["format"] = "p8e-affiliate-export/2"),
            "manifest that is no JSON" => () => File.WriteAllText(InFolder("manifest.json"), "{"),
            "manifest with another count" => () => Edit(Folder, manifest => manifest["tables"]![0]!["count"] = 1),
            "manifest with an unknown table" => () => Edit(Folder, manifest => manifest["tables"]![0]!["name"] = "Unknown"),
            "manifest that leads elsewhere" => () => Edit(Folder, manifest => manifest["tables"]![0]!["name"] = "../export/Objects"),
            "rows changed" => () => Rewrite("Mail", text => text.Replace("Zeilen", "Seiten", StringComparison.Ordinal), isHashed: false),
            "rows cut" => () => Rewrite("Mail", text => text[..^1], isHashed: false),
            "rows of another affiliate, hashed again" => () => Rewrite("Mail", text => text.Replace($"\"{_affiliate}\"", $"\"{_affiliate}-b\"", StringComparison.Ordinal)),
            "rows of no account, hashed again" => () => Rewrite("Outbox", _ => "{\"PartitionKey\":\"tp1x\",\"RowKey\":\"c\"}\n"),
            "line without end, hashed again" => () => Rewrite("Mail", text => text + "{"),
            "rows missing" => () => File.Delete(InFolder("Mail.jsonl")),
            "blob changed" => () => File.WriteAllText(blob, new string('x', (int)new FileInfo(blob).Length)),
            "blob missing" => () => File.Delete(blob),
            _ => () => Rewrite("blobs", text => text.Replace("20260101/2", "../x/y", StringComparison.Ordinal)),
        };
        act();
    }

    /// <summary>Changes a file; with its hash, as somebody would who does it on purpose.</summary>
    private void Rewrite(string name, Func<string, string> change, bool isHashed = true)
    {
        var path = InFolder($"{name}.jsonl");
        var (before, after) = (File.ReadAllText(path), change(File.ReadAllText(path)));
        Assert.NotEqual(before, after);
        File.WriteAllText(path, after);
        if (isHashed)
        {
            Edit(Folder, manifest =>
            {
                var file = name == "blobs" ? manifest["blobs"]! : manifest["tables"]!.AsArray().Single(file => (string)file!["name"]! == name)!;
                file["bytes"] = Encoding.UTF8.GetByteCount(after);
                file["count"] = after.Count(c => c == '\n');
                file["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(after)));
            });
        }
    }
}
