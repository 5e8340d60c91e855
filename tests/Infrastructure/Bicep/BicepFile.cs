namespace P8e.Infrastructure.Tests.Bicep;

/// <summary>A file of the Bicep language, or of its parameters.</summary>
/// <param name="Path">Its path, with slashes, below the folder that was read.</param>
/// <param name="Declarations">Its statements in order.</param>
internal sealed record BicepFile(string Path, IReadOnlyList<Declaration> Declarations)
{
    /// <summary>Parses a file.</summary>
    /// <exception cref="FormatException">It is not of the part of the language that is known here; says where.</exception>
    internal static BicepFile Parse(string path, string text) => new(path, [.. new FileReader(path, text).ReadAll()]);

    internal bool IsParameters => Path.EndsWith(".bicepparam", StringComparison.Ordinal);

    internal IEnumerable<Declaration> Of(DeclarationKind kind) => Declarations.Where(declaration => declaration.Kind == kind);

    internal Declaration? Find(DeclarationKind kind, string name) => Of(kind).FirstOrDefault(declaration => declaration.Name == name);

    /// <summary>Every piece of every expression.</summary>
    internal IEnumerable<Node> Nodes => Declarations.SelectMany(declaration => declaration.Expressions).SelectMany(node => node.All);
}
