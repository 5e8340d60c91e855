namespace P8e.Access;

/// <summary>What a caller may do for an affiliate. A route asks for one of them.</summary>
[Flags]
public enum AccessRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Have contracts executed, put objects in.</summary>
    Submit = 1,

    /// <summary>Agree to what other parties ask for, share with further readers.</summary>
    Approve = 2,

    /// <summary>Read executions, scopes, records and contents.</summary>
    Read = 4,

    /// <summary>Publish contracts, look after mail, keys, lifetimes and affiliates.</summary>
    Operate = 8,

    /// <summary>Have the affiliate's account sign messages of the caller's own.</summary>
    Sign = 16,

    /// <summary>Everything.</summary>
    All = Submit | Approve | Read | Operate | Sign,
}
