using System.Runtime.CompilerServices;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Chain;

/// <summary>Reads rows that lie in one or several entities.</summary>
internal sealed class OutboxPlaces(RowTable table)
{
    /// <summary>Entities have up to 1 MiB, and an answer is read up to 64 MiB.</summary>
    private const int EntitiesPerPage = 40;

    /// <summary>All entities of a row in one request, so of one moment.</summary>
    internal async Task<List<TableEntity>> ReadAsync(AccountAddress account, string place, CancellationToken cancellationToken)
    {
        FormattableString filter = $"PartitionKey eq {OutboxTableNames.Partition(account)} and RowKey ge {place} and RowKey lt {OutboxTableNames.AfterParts(place)}";
        return await table.QueryAsync("Reading the outbox", filter, EntitiesPerPage, null, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The open rows in order of their keys, each with all its entities.</summary>
    internal async IAsyncEnumerable<List<TableEntity>> OpenAsync(AccountAddress account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FormattableString filter = $"PartitionKey eq {OutboxTableNames.Partition(account)} and RowKey ge {OutboxTableNames.FirstOpen} and RowKey lt {OutboxTableNames.AfterOpen}";
        var place = new List<TableEntity>();
        await foreach (var entity in table.QueryAsync("Reading the outbox", filter, EntitiesPerPage, null, cancellationToken).ConfigureAwait(false))
        {
            if (place.Count > 0 && !OutboxTableNames.IsPartOf(entity.RowKey!, place[0].RowKey!))
            {
                if (await CompleteAsync(account, place, cancellationToken).ConfigureAwait(false) is { Count: > 0 } whole)
                {
                    yield return whole;
                }

                place = [];
            }

            place.Add(entity);
        }

        if (place.Count > 0 && await CompleteAsync(account, place, cancellationToken).ConfigureAwait(false) is { Count: > 0 } last)
        {
            yield return last;
        }
    }

    /// <summary>A row that was written between two pages is read again; it may be closed by now.</summary>
    private async Task<List<TableEntity>> CompleteAsync(AccountAddress account, List<TableEntity> place, CancellationToken cancellationToken) =>
        OutboxEntity.IsWhole(place) ? place : await ReadAsync(account, place[0].RowKey!, cancellationToken).ConfigureAwait(false);
}
