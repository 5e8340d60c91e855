namespace P8e.Azure.Tables;

/// <summary>The types a value can be annotated with.</summary>
internal enum EdmType
{
    /// <summary>Not annotated: what JSON says.</summary>
    None,
    String,
    Int32,
    Int64,
    Double,
    Boolean,
    DateTime,
    Guid,
    Binary,
}
