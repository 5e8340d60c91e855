using Azure;

namespace P8e.Azure.Tables;

/// <summary>One action of a transaction: 1 to 100 of them, one table, one partition, every row at most once.</summary>
public sealed class TableTransactionAction
{
    /// <summary>Makes an action; an update or delete holds for any version of the row.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The row; a delete needs its keys only.</param>
    public TableTransactionAction(TableTransactionActionType actionType, TableEntity entity)
        : this(actionType, entity, ETag.All)
    {
    }

    /// <summary>Makes an action.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The row; a delete needs its keys only.</param>
    /// <param name="etag">The version an update or delete asks for; <c>default</c> stands for any. Other actions ignore it.</param>
    public TableTransactionAction(TableTransactionActionType actionType, TableEntity entity, ETag etag)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ActionType = actionType;
        Entity = entity;
        ETag = etag == default ? ETag.All : etag;
    }

    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The row.</summary>
    public TableEntity Entity { get; }

    /// <summary>The version asked for.</summary>
    public ETag ETag { get; }
}
