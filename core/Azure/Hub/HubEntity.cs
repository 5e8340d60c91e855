using System.Globalization;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Durable;
using P8e.Durable.Ports;

namespace P8e.Azure.Hub;

/// <summary>From the hub's rows to table entities and back.</summary>
internal static class HubEntity
{
    private const string InstanceName = "Instance";
    private const string CommitName = "Commit";
    private const string ContentName = "Content";
    private const string ReasonName = "Reason";

    internal static TableEntity State(HubCommit commit, string partition, Guid write)
    {
        var entity = new TableEntity(partition, HubTableNames.State) { { InstanceName, commit.InstanceId }, { CommitName, write } };
        RowParts.AddSized(entity, ContentName, commit.State);
        return entity;
    }

    internal static HubInstance ReadState(string table, string instanceId, TableEntity entity) => Read("Reading the state of an instance", table, entity, () =>
        entity.GetString(InstanceName) == instanceId
            ? new HubInstance(entity.ETag.ToString(), RowParts.JoinSized(entity, ContentName))
            : throw new FormatException("It is another instance's."));

    /// <summary>A state row with nothing but who wrote it last; for a merge, or for a delete, which looks at the keys only.</summary>
    internal static TableEntity Mark(TableEntity state, Guid write) => new(state.PartitionKey!, state.RowKey!) { { CommitName, write } };

    /// <summary>Whether a commit wrote this state row.</summary>
    internal static bool IsOf(TableEntity state, Guid write) => state.TryGetValue(CommitName, out var written) && written is Guid commit && commit == write;

    internal static TableEntity History(HubHistoryRow row, string partition)
    {
        var entity = new TableEntity(partition, HubTableNames.HistoryRow(row.Generation, row.Number));
        RowParts.AddSized(entity, ContentName, row.Records);
        return entity;
    }

    internal static HubHistoryRow ReadHistory(string table, int generation, int number, TableEntity entity) => Read("Reading the history of an instance", table, entity, () =>
        entity.RowKey == HubTableNames.HistoryRow(generation, number)
            ? new HubHistoryRow(generation, number, RowParts.JoinSized(entity, ContentName))
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Row {number} before it is missing.")));

    internal static TableEntity Message(HubMessage message, string partition)
    {
        var entity = new TableEntity(partition, HubTableNames.MessageRow(message.Id));
        RowParts.AddSized(entity, ContentName, message.Content);
        return entity;
    }

    internal static HubMessage ReadMessage(string table, TableEntity entity) => Read("Reading the messages to an instance", table, entity, () =>
        new HubMessage(entity.RowKey![HubTableNames.FirstMessage.Length..], RowParts.JoinSized(entity, ContentName)));

    internal static TableEntity Reminder(HubReminder reminder, string partition) =>
        new(partition, HubTableNames.ReminderRow(reminder)) { { InstanceName, reminder.InstanceId }, { ReasonName, reminder.Reason } };

    internal static HubReminder ReadReminder(TableEntity entity) => Read("Looking for what is due", HubTableNames.Due, entity, () =>
    {
        var reminder = new HubReminder(HubTableNames.DueOf(entity.RowKey!), entity.GetString(InstanceName)!, entity.GetString(ReasonName)!);
        return HubTableNames.ReminderRow(reminder) == entity.RowKey ? reminder : throw new FormatException("It stands under another key.");
    });

    internal static DurableException Damaged(string doing, string table, TableEntity entity, Exception? cause = null) =>
        new(DurableErrorCodes.StoreCorrupt, RowParts.DamageMessage(doing, table, entity), cause);

    internal static T Read<T>(string doing, string table, TableEntity entity, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (RowParts.IsDamage(error))
        {
            throw Damaged(doing, table, entity, error);
        }
    }
}
