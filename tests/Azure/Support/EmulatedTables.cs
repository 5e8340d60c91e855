using P8e.Azure.Tables;
using P8e.Azurite;

namespace P8e.Azure.Tests.Support;

/// <summary>Fresh tables in the shared Azurite.</summary>
internal static class EmulatedTables
{
    public static async Task<TableServiceClient> ServiceAsync(SharedAzurite azurite) => new((await azurite.ServerAsync()).ConnectionString);

    public static async Task<TableClient> CreateAsync(SharedAzurite azurite, Type subject)
    {
        var table = (await ServiceAsync(azurite)).GetTableClient(azurite.NewName(subject.Name));
        await table.CreateIfNotExistsAsync(TestContext.Current.CancellationToken);
        return table;
    }
}
