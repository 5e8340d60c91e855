namespace P8e.Contracts;

/// <summary>
/// A record. On a function: the name under which its result is kept. On a parameter of the constructor: a record that the scope
/// already has. On a parameter of a function: the same record that a constructor parameter names (p8e-sdk 2.2).
/// </summary>
/// <example>
/// <code>
/// public UpdateLoan([Record("loan")] Loan loan, [Record("documents", Optional = true)] DocumentList? documents)
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter, Inherited = false)]
public sealed class RecordAttribute : Attribute
{
    /// <summary>Names the record.</summary>
    /// <param name="name">At most 200 bytes of UTF-8; unique among the results of a contract.</param>
    public RecordAttribute(string name) => Name = name;

    /// <summary>The record's name.</summary>
    public string Name { get; }

    /// <summary>Parameters of the constructor only: the scope may lack the record, the parameter is null then.</summary>
    public bool Optional { get; init; }
}
