using P8e.Functions.Hosting;

namespace P8e.Functions.Objects;

/// <summary>A small text file that a setting names.</summary>
internal static class SettingsFile
{
    private const int BytesMax = 64 * 1024;

    /// <summary>The only line of a file: a secret that is in no setting. Blanks inside count, those around it do not.</summary>
    internal static string ReadLine(string path, string setting)
    {
        var text = Read(path, setting).Trim();
        SettingFault.Unless(text.Length > 0 && !text.Contains('\n', StringComparison.Ordinal), setting, "names a file that is not one line", "/keys/partner");
        return text;
    }

    /// <summary>The words of each line that has any; <c>#</c> begins a comment. Nothing when there is no file.</summary>
    internal static IEnumerable<string[]> ReadLines(string? path, string setting) => path is null ? []
        : Read(path, setting).Split('\n').Select(line => line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0);

    private static string Read(string path, string setting)
    {
        try
        {
            SettingFault.Unless(new FileInfo(path).Length <= BytesMax, setting, $"names a file of more than {BytesMax} bytes", "/settings/file");
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SettingFault.Of(setting, "names a file that cannot be read", "/settings/file");
        }
    }
}
