namespace P8e.Infrastructure.Tests.Bicep;

/// <summary>A statement of a file.</summary>
/// <param name="Kind">What it declares.</param>
/// <param name="Name">Its symbol.</param>
/// <param name="Type">Of parameters and outputs their type, of resources type and API version, of modules the path; else empty.</param>
/// <param name="Decorators">Before it, as calls.</param>
/// <param name="Condition">Of resources and modules that are not always there.</param>
/// <param name="IsExisting">Of resources that are only looked up.</param>
/// <param name="Value">What it is set to; null for a parameter without default.</param>
/// <param name="Line">Where it begins.</param>
internal sealed record Declaration(
    DeclarationKind Kind, string Name, string Type, IReadOnlyList<Node> Decorators, Node? Condition, bool IsExisting, Node? Value, int Line)
{
    /// <summary>Its body, of a loop the body of each turn.</summary>
    internal Node? Body => Value is { Kind: NodeKind.For } loop ? loop.Children[^1] : Value;

    /// <summary>Every expression in it.</summary>
    internal IEnumerable<Node> Expressions => new[] { Condition, Value }.OfType<Node>().Concat(Decorators);

    internal Node? Decorator(string name) => Decorators.FirstOrDefault(decorator => decorator.Text == name);
}
