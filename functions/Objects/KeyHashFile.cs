using P8e.Functions.Hosting;

namespace P8e.Functions.Objects;

/// <summary>A file of callers' keys: a line each, a name and the SHA-256 of the key in hexadecimal. The keys themselves are in no file of the program.</summary>
internal static class KeyHashFile
{
    private const int HashDigits = 64;

    internal static IReadOnlyList<ReadOnlyMemory<byte>> Read(string? path, string setting)
    {
        var hashes = new List<ReadOnlyMemory<byte>>();
        foreach (var words in SettingsFile.ReadLines(path, setting))
        {
            SettingFault.Unless(
                words is [_, { Length: HashDigits } hash] && hash.All(char.IsAsciiHexDigit), setting, "names a file with a line that is not a name and a SHA-256 in hexadecimal", "desk-1 9f86d081…");
            hashes.Add(Convert.FromHexString(words[1]));
        }

        return hashes;
    }
}
