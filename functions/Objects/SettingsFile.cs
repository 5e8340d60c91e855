using P8e.Functions.Hosting;

namespace P8e.Functions.Objects;

/// <summary>A small text file that a setting names: words on lines; <c>#</c> begins a comment.</summary>
internal static class SettingsFile
{
    private const int BytesMax = 64 * 1024;

    /// <summary>The words of each line that has any; nothing when there is no file.</summary>
    internal static IEnumerable<string[]> ReadLines(string? path, string setting)
    {
        if (path is null)
        {
            return [];
        }

        try
        {
            SettingFault.Unless(new FileInfo(path).Length <= BytesMax, setting, $"names a file of more than {BytesMax} bytes", "/settings/file");
            return [.. File.ReadLines(path).Select(line => line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SettingFault.Of(setting, "names a file that cannot be read", "/settings/file");
        }
    }
}
