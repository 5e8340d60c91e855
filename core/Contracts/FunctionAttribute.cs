namespace P8e.Contracts;

/// <summary>
/// A step of the contract: a public method that returns one record message and carries <see cref="RecordAttribute"/> with that
/// record's name (p8e-sdk 2.2). Functions do not see each other's results.
/// </summary>
/// <example>
/// <code>
/// [Function("addDocument", PartyType.Originator)]
/// [Record("documents")]
/// public DocumentList Append([Input("document")] Document document) => …;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class FunctionAttribute : Attribute
{
    /// <summary>A function whose wire name is the method's name in lower camel case: <c>AddDocument</c> becomes <c>addDocument</c>.</summary>
    /// <param name="invokedBy">The party that supplies the inputs; one of the participants.</param>
    public FunctionAttribute(PartyType invokedBy) => InvokedBy = invokedBy;

    /// <summary>A function with a wire name of its own.</summary>
    /// <param name="name">The JVM method's name; functions are hashed and signed in the ordinal order of these names (p8e-sdk 2.5).</param>
    /// <param name="invokedBy">The party that supplies the inputs; one of the participants.</param>
    public FunctionAttribute(string name, PartyType invokedBy)
        : this(invokedBy) => Name = name;

    /// <summary>The wire name, or null for the default.</summary>
    public string? Name { get; }

    /// <summary>The party that supplies the inputs.</summary>
    public PartyType InvokedBy { get; }
}
