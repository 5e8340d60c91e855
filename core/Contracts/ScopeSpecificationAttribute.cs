namespace P8e.Contracts;

/// <summary>The scope specifications under which a contract may run; at least one (p8e-sdk 2.2, 2.4). A derived class may leave it out.</summary>
/// <example><code>[ScopeSpecification("org.example.Loan")]</code></example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ScopeSpecificationAttribute : Attribute
{
    /// <summary>Names the specifications, by the names of their definitions.</summary>
    public ScopeSpecificationAttribute(params string[] names) => Names = names;

    /// <summary>The names as declared.</summary>
    public IReadOnlyList<string> Names { get; }
}
