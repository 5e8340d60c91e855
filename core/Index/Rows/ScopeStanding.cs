namespace P8e.Index.Rows;

/// <summary>What a scope is to the affiliate. The numbers are stored.</summary>
public enum ScopeStanding
{
    /// <summary>Its rows are being written for the first time; there is nothing to show yet, and its height is 0.</summary>
    Arriving = 0,

    /// <summary>It is on the chain, and one of the affiliate's accounts has to do with it.</summary>
    Current = 1,

    /// <summary>It is on the chain, but none of the affiliate's accounts has to do with it any more. Sessions and records are gone, history stays.</summary>
    Left = 2,

    /// <summary>It was deleted on the chain. Sessions and records are gone, history stays.</summary>
    Deleted = 3,
}
