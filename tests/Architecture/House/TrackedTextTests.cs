using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

/// <summary>The tree builds on any machine: it names no package registry and no folder of somebody's machine.</summary>
public sealed class TrackedTextTests
{
    // In pieces, or this file would be the first offence.
    private static readonly string[] Registries = ["nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "yarnpkg" + ".com"];
    private static readonly string[] MachineFolders = ["/" + "root/", "/" + "home/", "/" + "tmp/h/", "/" + "Users/", "C:" + "\\"];

    [Fact]
    public void Text_OfEveryFile_NamesNoRegistryAndNoMachineFolder()
    {
        string[] forbidden = [.. Registries, .. MachineFolders, .. OwnFolder()];
        Inspection.Pass(
            "A tracked file may not name a package registry's host or a folder of one machine.",
            Repository.Files,
            file =>
            {
                // Only where it begins a path: a longer path or an address may hold the same words.
                var text = Repository.ReadText(file);
                return forbidden.FirstOrDefault(word => Occurs(text, word)) is { } found ? $"{file}: {found}" : null;
            });
    }

    [Theory]
    [InlineData("see {0}x", true)]
    [InlineData("\"{0}x\"", true)]
    [InlineData("https://example.test{0}x", false)]
    public void Occurs_OfAMachineFolder_LooksWhereAPathBegins(string text, bool expected) =>
        Assert.Equal(expected, Occurs(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, MachineFolders[0]), MachineFolders[0]));

    private static bool Occurs(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (word[0] != '/' || at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '_' or '-' or '/' or '*' or '}'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The clone's own folder, where its path is long enough not to be an ordinary word.</summary>
    private static IEnumerable<string> OwnFolder() => Repository.Root.Count(c => c == '/') >= 3 ? [Repository.Root + "/"] : [];
}
