using System.Collections.Frozen;
using System.Security.Cryptography;

namespace P8e.Functions.ConsolePages;

/// <summary>One file of the console, as it lies in the program itself: nothing is looked for on a disk, so no name can lead there.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="ContentType">By its ending.</param>
/// <param name="Tag">Its hash, as an entity tag.</param>
internal sealed record ConsoleFile(ReadOnlyMemory<byte> Bytes, string ContentType, string Tag)
{
    /// <summary>The page; the others are what it names.</summary>
    internal const string Page = "console.html";

    /// <summary>Said at Functions.csproj.</summary>
    private const string Folder = "console/";

    private static readonly Lazy<FrozenDictionary<string, ConsoleFile>> Files = new(() => ReadAll().ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>All, by name; read when first asked for.</summary>
    internal static FrozenDictionary<string, ConsoleFile> All => Files.Value;

    private static IEnumerable<KeyValuePair<string, ConsoleFile>> ReadAll()
    {
        var program = typeof(ConsoleFile).Assembly;
        foreach (var name in program.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = program.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return new(name[Folder.Length..], new ConsoleFile(bytes, TypeOf(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\""));
        }
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        var other => throw new InvalidOperationException($"The console has a file ending in {other}, whose type is not known here."),
    };
}
