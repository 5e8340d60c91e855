using System.Text.RegularExpressions;
using P8e.Infrastructure.Tests.Bicep;

namespace P8e.Infrastructure.Tests.Checks;

/// <summary>No secret stands in a file, is asked from a resource, is a parameter or an output: everything opens for an identity.</summary>
internal static partial class SecretCheck
{
    internal static IEnumerable<string> Faults(BicepTree tree)
    {
        foreach (var file in tree.Files.Values)
        {
            foreach (var node in file.Nodes)
            {
                if (node.Kind is NodeKind.Text or NodeKind.Interpolation && SecretText().IsMatch(node.Text))
                {
                    yield return $"{file.Path}({node.Line}): a text that looks like a secret";
                }
                else if (node.Kind is NodeKind.Call or NodeKind.MemberCall && KeyFunction().IsMatch(node.Text))
                {
                    yield return $"{file.Path}({node.Line}): {node.Text} asks a resource for its keys";
                }
            }

            foreach (var declaration in file.Declarations.Where(declaration => declaration.Kind is DeclarationKind.Param or DeclarationKind.Output && SecretName().IsMatch(declaration.Name)))
            {
                yield return $"{file.Path}({declaration.Line}): {declaration.Name} sounds like a secret";
            }
        }
    }

    [GeneratedRegex(@"AccountKey=|SharedAccess|[?&]sig=|Password=|-----BEGIN|p8e_[a-z0-9]{8}|\b[A-Za-z0-9+/]{43,}=*(?![A-Za-z0-9_])|\b[0-9a-fA-F]{64}\b", RegexOptions.CultureInvariant)]
    private static partial Regex SecretText();

    [GeneratedRegex("^(list[A-Z]|getSecret$)", RegexOptions.CultureInvariant)]
    private static partial Regex KeyFunction();

    [GeneratedRegex("(?i)(secret|password|accessKey|accountKey|token)", RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
