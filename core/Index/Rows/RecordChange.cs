namespace P8e.Index.Rows;

/// <summary>What happened to a record at a height. The numbers are stored.</summary>
public enum RecordChange
{
    /// <summary>It was written, perhaps with the same content.</summary>
    Written = 1,

    /// <summary>It was deleted, alone or with its scope.</summary>
    Deleted = 2,

    /// <summary>It was there when the scope came to the index; when it was written is not known.</summary>
    Found = 3,
}
