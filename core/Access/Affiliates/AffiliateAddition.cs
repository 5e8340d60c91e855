namespace P8e.Access.Affiliates;

/// <summary>What became of an affiliate that was to be added.</summary>
public enum AffiliateAddition
{
    /// <summary>It is there now.</summary>
    Added,

    /// <summary>There is one of this name, or was.</summary>
    NameTaken,

    /// <summary>One of its keys is another affiliate's, or was: their accounts or mailboxes would be one.</summary>
    KeyTaken,
}
