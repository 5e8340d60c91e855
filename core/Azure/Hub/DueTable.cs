using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Durable.Ports;

namespace P8e.Azure.Hub;

/// <summary>A hub's part of the table <c>Due</c>: reminders in order of time, and the leases of their shards.</summary>
internal sealed class DueTable(RowTable table, string hub)
{
    private const int PageRowsMax = 1000;
    private const string OwnerName = "Owner";
    private const string UntilName = "Until";

    internal Task AddAsync(int shard, HubReminder reminder, CancellationToken cancellationToken)
    {
        var entity = HubEntity.Reminder(reminder, HubTableNames.Shard(hub, shard));
        // One that is there is equal to it, also when it is our own whose answer was lost.
        return table.TryAsync("Adding a reminder", [TableErrorCode.EntityAlreadyExists], rows => rows.AddEntityAsync(entity, cancellationToken), cancellationToken);
    }

    internal async Task<IReadOnlyList<HubReminder>> ReadAsync(int shard, HubReminder? after, int atMost, CancellationToken cancellationToken)
    {
        var first = after is null ? string.Empty : HubTableNames.ReminderRow(after);
        FormattableString filter = $"PartitionKey eq {HubTableNames.Shard(hub, shard)} and RowKey gt {first} and RowKey lt {HubTableNames.AfterReminders}";
        var reminders = new List<HubReminder>();
        var rows = table.QueryAsync("Looking for what is due", filter, Math.Clamp(atMost, 1, PageRowsMax), select: null, cancellationToken);
        await foreach (var entity in rows.ConfigureAwait(false))
        {
            if (reminders.Count == atMost)
            {
                break;
            }

            reminders.Add(HubEntity.ReadReminder(entity));
            if (reminders.Count == atMost)
            {
                break; // Before the next page is asked for.
            }
        }

        return reminders;
    }

    internal Task RemoveAsync(int shard, HubReminder reminder, CancellationToken cancellationToken) => table.RunAsync(
        "Removing a reminder",
        rows => rows.DeleteEntityAsync(HubTableNames.Shard(hub, shard), HubTableNames.ReminderRow(reminder), cancellationToken: cancellationToken),
        cancellationToken);

    /// <summary>Reads and writes; somebody who is faster, or a lost answer, makes it read again and decide anew.</summary>
    internal async Task<bool> TryHoldAsync(int shard, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        const string Doing = "Taking a lease";
        var partition = HubTableNames.Shard(hub, shard);
        var mine = new TableEntity(partition, HubTableNames.Lease) { { OwnerName, owner }, { UntilName, until } };
        while (true)
        {
            var held = await table.FindAsync(Doing, partition, HubTableNames.Lease, cancellationToken).ConfigureAwait(false);
            if (held is not null && HubEntity.Read(Doing, HubTableNames.Due, held, () => Owner(held) != owner && held.GetDateTimeOffset(UntilName)!.Value > now))
            {
                return false;
            }

            var answer = await table.TryAsync(
                Doing,
                RowTable.Conflicts,
                rows => held is null
                    ? rows.AddEntityAsync(mine, cancellationToken)
                    : rows.UpdateEntityAsync(mine, held.ETag, TableUpdateMode.Replace, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            if (answer is not null)
            {
                return true;
            }
        }
    }

    internal async Task ReleaseAsync(int shard, string owner, CancellationToken cancellationToken)
    {
        const string Doing = "Giving a lease back";
        var partition = HubTableNames.Shard(hub, shard);
        var held = await table.FindAsync(Doing, partition, HubTableNames.Lease, cancellationToken).ConfigureAwait(false);
        if (held is not null && HubEntity.Read(Doing, HubTableNames.Due, held, () => Owner(held) == owner))
        {
            // Another version is another's: ours ran out and was taken.
            await table.TryAsync(
                Doing,
                [TableErrorCode.UpdateConditionNotSatisfied],
                rows => rows.DeleteEntityAsync(partition, HubTableNames.Lease, held.ETag, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Owner(TableEntity lease) => lease.GetString(OwnerName) ?? throw new FormatException("It has no owner.");
}
