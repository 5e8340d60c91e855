using P8e.Functions.Hosting;

namespace P8e.Functions.Objects;

/// <summary>A file of callers' keys: a line each, a name and the SHA-256 of the key in hexadecimal; <c>#</c> begins a comment. The keys themselves are in no file of the program.</summary>
internal static class KeyHashFile
{
    private const int BytesMax = 64 * 1024;
    private const int HashDigits = 64;

    internal static IReadOnlyList<ReadOnlyMemory<byte>> Read(string? path, string setting)
    {
        if (path is null)
        {
            return [];
        }

        string[] lines;
        try
        {
            SettingFault.Unless(new FileInfo(path).Length <= BytesMax, setting, $"names a file of more than {BytesMax} bytes", "/keys/operators");
            lines = File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SettingFault.Of(setting, "names a file that cannot be read", "/keys/operators");
        }

        var hashes = new List<ReadOnlyMemory<byte>>();
        foreach (var line in lines.Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            SettingFault.Unless(
                words is [_, { Length: HashDigits } hash] && hash.All(char.IsAsciiHexDigit), setting, "names a file with a line that is not a name and a SHA-256 in hexadecimal", "desk-1 9f86d081…");
            hashes.Add(Convert.FromHexString(words[1]));
        }

        return hashes;
    }
}
