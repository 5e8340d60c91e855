namespace P8e.Protocol.Dynamic;

/// <summary>What happened to a field between two versions of a message.</summary>
public enum FieldChangeKind
{
    /// <summary>It is in the second version only.</summary>
    Added,

    /// <summary>It is in the first version only.</summary>
    Removed,

    /// <summary>It is in both with different values.</summary>
    Changed,
}
