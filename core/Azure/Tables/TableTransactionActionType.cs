namespace P8e.Azure.Tables;

/// <summary>What one action of a transaction does to its row.</summary>
public enum TableTransactionActionType
{
    /// <summary>Insert; fails when the row is there.</summary>
    Add,

    /// <summary>Merge into the row; fails when its ETag differs.</summary>
    UpdateMerge,

    /// <summary>Replace the row; fails when its ETag differs.</summary>
    UpdateReplace,

    /// <summary>Delete the row; fails when its ETag differs or it is not there.</summary>
    Delete,

    /// <summary>Insert, or merge into what is there.</summary>
    UpsertMerge,

    /// <summary>Insert, or replace what is there.</summary>
    UpsertReplace,
}
