using P8e.Access.Affiliates;
using P8e.Azure.Access;
using P8e.Azure.Affiliates;
using P8e.Azure.Configuration;
using P8e.Azure.Tables;
using P8e.Cryptography.Keys;
using P8e.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Affiliates;

/// <summary>What an export holds, and what it must not.</summary>
public sealed class AffiliateExportTests(SecondAccount account) : IClassFixture<SecondAccount>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p8e-export-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StorageClients Storage => account.Storage;

    private AffiliateExport Export => new(Storage.Tables, Storage.Blobs, TimeProvider.System);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task WriteAsync_AmongNeighbours_HoldsAllOfOneAndNothingOfOthers()
    {
        // Begin with the same letters, and one that they all begin with.
        var names = FreshAffiliates.NextWithCommonPrefix();
        var affiliate = names[0];
        foreach (var name in names.Append(AffiliateName.Parse(affiliate.ToString()[..^1])))
        {
            await AffiliateRowsOfTests.WriteAsync(Storage.Tables, Storage.Blobs, name, Token);
            await AffiliateRowsOfTests.WriteHubRowAsync(Storage.Tables, name, Token);
        }

        var folder = Path.Combine(_folder.FullName, "new", "export");
        var manifest = await Export.WriteAsync(affiliate, folder, [], Token);

        Assert.Equal(
            AffiliateTable.All.Select(table => (table.Name, (long)AffiliateRowsOfTests.Count(table))).Append(("Outbox", 0L)),
            manifest.Tables.Select(table => (table.Name, table.Count)));
        Assert.Equal(2, manifest.Blobs.Count);
        var texts = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        var marks = string.Concat(texts.Values).Split("[of ")[1..].Select(rest => rest[..rest.IndexOf(']', StringComparison.Ordinal)]).ToArray();
        Assert.Equal(affiliate.ToString(), Assert.Single(marks.Distinct()));
        Assert.Equal(manifest.Tables.Sum(table => table.Count) + 2, marks.Length);
        foreach (var table in manifest.Tables)
        {
            Assert.Equal((table.Count, table.Bytes), (texts[$"{table.Name}.jsonl"].Count(c => c == '\n'), texts[$"{table.Name}.jsonl"].Length));
        }
    }

    [Fact]
    public async Task WriteAsync_AddedAffiliate_HoldsTheTransactionsOfItsAccountsOnly()
    {
        var (mine, other) = (FreshAffiliates.Next(), FreshAffiliates.Next());
        var registry = new TableAffiliateRegistry(Storage.Tables);
        foreach (var name in new[] { mine, other })
        {
            await registry.AddAsync(Entry(name), Token);
            await WriteOutboxAsync(Account(name));
        }

        await AffiliateRowsOfTests.WriteAsync(Storage.Tables, Storage.Blobs, mine, Token);
        var named = Account(FreshAffiliates.Next());
        await WriteOutboxAsync(named);

        var folder = Path.Combine(_folder.FullName, "export");
        var manifest = await Export.WriteAsync(mine, folder, [named], Token);

        Assert.Equal(2, manifest.Tables.Single(table => table.Name == "Outbox").Count);
        Assert.DoesNotContain(Account(other).ToString(), await File.ReadAllTextAsync(Path.Combine(folder, "Outbox.jsonl"), Token), StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<P8eStateException>(() => Export.WriteAsync(mine, Path.Combine(_folder.FullName, "second"), [Account(other)], Token));
        Assert.Equal(ErrorCodes.AffiliateTaken, error.Code);
    }

    [Fact]
    public async Task WriteAsync_NothingThere_IsNotFoundAndMakesNoFolder()
    {
        var folder = Path.Combine(_folder.FullName, "export");

        var error = await Assert.ThrowsAsync<P8eStateException>(() => Export.WriteAsync(FreshAffiliates.Next(), folder, [], Token));

        Assert.Equal((ErrorCodes.AffiliateNotFound, false), (error.Code, Directory.Exists(folder)));
    }

    [Fact]
    public async Task WriteAsync_FolderInUse_IsRefused()
    {
        var affiliate = FreshAffiliates.Next();
        await AffiliateRowsOfTests.WriteAsync(Storage.Tables, Storage.Blobs, affiliate, Token);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "mine.txt"), "mine", Token);

        await Assert.ThrowsAsync<IOException>(() => Export.WriteAsync(affiliate, _folder.FullName, [], Token));

        Assert.Single(_folder.EnumerateFileSystemInfos());
    }

    private static Party PartyOf(AffiliateName name) => Party.Named(name.ToString());

    private static AccountAddress Account(AffiliateName name) => AccountAddress.FromBytes(AccountAddress.TestNetPrefix, PartyOf(name).Key.ToAddressBytes());

    private static AffiliateEntry Entry(AffiliateName name)
    {
        var key = KeyText.Write(PartyOf(name).Key);
        return new AffiliateEntry(name, "file:a", key, "file:a", key, DateTimeOffset.UnixEpoch, "test");
    }

    private async Task WriteOutboxAsync(AccountAddress account)
    {
        var table = Storage.Tables.GetTableClient("Outbox");
        await table.CreateIfNotExistsAsync(Token);
        await table.AddEntityAsync(new TableEntity(account.ToString(), "r|x") { { "Number", 1 } }, Token);
    }
}
