namespace P8e.Contracts;

/// <summary>A parameter of a function that the invoker submits; when it was not submitted, the function is skipped (p8e-sdk 2.2, 5.3).</summary>
/// <example><code>public Loan Loan([Input("loan")] Loan loan) => loan;</code></example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Names the input.</summary>
    /// <param name="name">Unique within the function; two functions may share an input.</param>
    public InputAttribute(string name) => Name = name;

    /// <summary>The input's name.</summary>
    public string Name { get; }
}
