namespace P8e.Infrastructure.Tests.Bicep;

/// <summary>All files of a deployment.</summary>
internal sealed record BicepTree(IReadOnlyDictionary<string, BicepFile> Files)
{
    /// <summary>Reads a folder.</summary>
    internal static BicepTree Read(string folder) => Parse(
        Directory.EnumerateFiles(folder, "*.bicep*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path))));

    internal static BicepTree Parse(IEnumerable<(string Path, string Text)> files) =>
        new(files.Select(file => BicepFile.Parse(file.Path, file.Text)).ToDictionary(file => file.Path));

    /// <summary>The file that another one names by a relative path; null when there is none.</summary>
    internal BicepFile? Resolve(BicepFile from, string path)
    {
        const string Anywhere = "http://tree/";
        var target = new Uri(new Uri(Anywhere + from.Path), path).ToString()[Anywhere.Length..];
        return Files.GetValueOrDefault(target);
    }

    internal IEnumerable<(BicepFile File, Declaration Declaration)> All(DeclarationKind kind) =>
        Files.Values.SelectMany(file => file.Of(kind).Select(declaration => (file, declaration)));

    /// <summary>The resources of a type, whatever the API version.</summary>
    internal IReadOnlyList<Declaration> Resources(string type) =>
        [.. All(DeclarationKind.Resource).Select(pair => pair.Declaration).Where(resource => resource.Type.Split('@')[0] == type)];
}
