using P8e.Azure.Tables;
using P8e.Azurite;
using P8e.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Support;

/// <summary>Tests of one table adapter of a fresh affiliate over a network that loses answers.</summary>
public abstract class LossyTableTests(SharedAzurite azurite, int seed) : IAsyncLifetime
{
    /// <summary>Everything random in the rows.</summary>
    protected SeededRandomSource Random { get; } = new(seed);

    /// <summary>Whose rows.</summary>
    protected AffiliateName Affiliate { get; } = FreshAffiliates.Next();

    /// <summary>The account's tables, over the network.</summary>
    protected TableServiceClient Tables { get; private set; } = null!;

    private protected LossyAzurite Network { get; } = new();

    /// <summary>Ends the wait with the test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Tables = await Network.ConnectAsync(azurite);
        await TouchAsync();
    }

    public ValueTask DisposeAsync()
    {
        Network.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes the adapter and, by any call, its table, so that no test counts the request for that.</summary>
    protected abstract Task TouchAsync();

    /// <summary>Changes one value of a stored row, as no adapter does.</summary>
    protected async Task DamageAsync(string table, string partition, string row, string name, object? value)
    {
        var entities = Tables.GetTableClient(table);
        var entity = (await entities.GetEntityAsync(partition, row, cancellationToken: Token)).Value;
        entity[name] = value;
        await entities.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, Token);
    }

    /// <summary>Asserts that reading a row says that it is damaged.</summary>
    protected static async Task<string> AssertDamagedAsync(Func<Task> reading)
    {
        var error = await Assert.ThrowsAsync<P8eStateException>(reading);
        Assert.Equal(ErrorCodes.StorageRowDamaged, error.Code);
        return error.Message;
    }
}
