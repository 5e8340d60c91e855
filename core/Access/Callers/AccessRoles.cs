namespace P8e.Access.Callers;

/// <summary>What a caller may do. None of them contains another. The numbers are not stored; the texts are (<see cref="AccessRoleTexts"/>).</summary>
[Flags]
public enum AccessRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>submit</c>: hand in contracts, executions and objects.</summary>
    Submit = 1,

    /// <summary><c>approve</c>: agree to or turn down what another party or caller asked for.</summary>
    Approve = 2,

    /// <summary><c>read</c>: see executions, records, contents and lists.</summary>
    Read = 4,

    /// <summary><c>operate</c>: keep the deployment running: keys of callers, replication, sweeping, audit.</summary>
    Operate = 8,

    /// <summary><c>sign</c>: have messages of one's own signed by an affiliate's key.</summary>
    Sign = 16,

    /// <summary>Everything.</summary>
    All = Submit | Approve | Read | Operate | Sign,
}
