namespace P8e.Contracts;

/// <summary>The contract's class name on the wire. Without it the name is namespace and class as they stand, nested classes after a <c>$</c>.</summary>
/// <example><code>[P8eContract("org.example.contract.RecordLoan")]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class P8eContractAttribute : Attribute
{
    /// <summary>Names the class.</summary>
    /// <param name="name">A JVM binary name: identifiers joined by dots, nested classes by <c>$</c>; hashed, signed and sent to the chain.</param>
    public P8eContractAttribute(string name) => Name = name;

    /// <summary>The JVM binary name.</summary>
    public string Name { get; }
}
