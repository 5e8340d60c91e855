namespace P8e.Infrastructure.Tests.Bicep;

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is, which says what the others mean.</param>
/// <param name="Text">Its text.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Children">Its parts.</param>
internal sealed record Node(NodeKind Kind, string Text, int Line, params Node[] Children)
{
    /// <summary>This and everything in it.</summary>
    internal IEnumerable<Node> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>The value of a member of an object, along a path with dots; null where it is not, or is no object on the way.</summary>
    internal Node? Find(string path) => path.Split('.').Aggregate(
        (Node?)this,
        (node, name) => node is { Kind: NodeKind.Object } ? node.Children.FirstOrDefault(property => property.Text == name)?.Children[^1] : null);
}
